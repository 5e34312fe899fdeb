package dev.mullion.connectors.consent;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Outcome;
import dev.mullion.audit.TurnedAway;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.InstallationEndings;
import dev.mullion.connectors.consent.Consent.Account;
import dev.mullion.connectors.consent.Consent.State;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Uuid7;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Intake;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.SecretTerms;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Sends persons to vendors and takes them back, inside an open door. The state that travels with them names the
 * workspace and holds 256 random bits, of which the hash is kept: it is good once, for ten minutes, for the same person
 * in the same workspace. The code that comes back is sealed for a worker before anything else is done with it.
 */
@Component
public class Consents {

    /** How long somebody has at the vendor's page. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /** How often somebody may be sent to a vendor by one link. */
    public static final int MOST_DEPARTURES = 20;

    private static final int BYTES = 32;

    private final Map<String, CodeFlow> flows;
    private final ConsentRows rows;
    private final ConsentAccounts accounts;
    private final ConsentEndings endings;
    private final Connections connections;
    private final InstallationEndings installations;
    private final Intake intake;
    private final AuditTrail trail;
    private final TurnedAway turnedAway;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Consents(
            List<CodeFlow> flows,
            ConsentRows rows,
            ConsentAccounts accounts,
            ConsentEndings endings,
            Connections connections,
            InstallationEndings installations,
            Intake intake,
            AuditTrail trail,
            TurnedAway turnedAway,
            Clock clock) {
        this.flows = flows.stream().collect(Collectors.toUnmodifiableMap(CodeFlow::connector, Function.identity()));
        this.rows = rows;
        this.accounts = accounts;
        this.endings = endings;
        this.connections = connections;
        this.installations = installations;
        this.intake = intake;
        this.trail = trail;
        this.turnedAway = turnedAway;
        this.clock = clock;
    }

    /** How one vendor is connected; empty where none is connected so. */
    public Optional<CodeFlow> flow(String connector) {
        return Optional.ofNullable(flows.get(connector));
    }

    /** The vendor's page for this person now. */
    public URI begin(CodeFlow flow, Slug workspace, Actor person) {
        return begin(flow, workspace, person, (_, state) -> flow.page(state));
    }

    /** A page of a vendor that has more than one. */
    @FunctionalInterface
    public interface Page {
        URI of(ConsentId consent, String state);
    }

    /** The page of the vendor that {@code page} names, for this person now. */
    public URI begin(CodeFlow flow, Slug workspace, Actor person, Page page) {
        return begin(flow, workspace.toString(), Traveller.member(person), page);
    }

    /**
     * The vendor's page for somebody now.
     *
     * @param mark what the state begins with, up to its first dot
     * @return empty where they came by a link by which {@link #MOST_DEPARTURES} left already
     */
    public Optional<URI> begin(CodeFlow flow, String mark, Traveller traveller) {
        return beginAt(flow, mark, traveller, (_, state) -> flow.page(state));
    }

    /** The same for a page of a vendor that has more than one. */
    public Optional<URI> beginAt(CodeFlow flow, String mark, Traveller traveller, Page page) {
        boolean isWornOut = traveller
                .earlier()
                .filter(known -> rows.departures(known) >= MOST_DEPARTURES)
                .isPresent();
        if (isWornOut) {
            refuse(flow, traveller, "more left by this link than may");
            return Optional.empty();
        }
        return Optional.of(begin(flow, mark, traveller, page));
    }

    private URI begin(CodeFlow flow, String mark, Traveller traveller, Page page) {
        byte[] nonce = new byte[BYTES];
        random.nextBytes(nonce);
        ConsentId id = new ConsentId(Uuid7.next(clock));
        traveller.earlier().ifPresent(rows::forget);
        rows.add(id, flow.connector(), traveller.known(), hash(nonce));
        trail.record(new AuditEvent(AuditAction.CONSENT_ASKED, traveller.actor(), id.toString(), flow.connector()));
        return page.of(id, mark + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
    }

    /** The workspace that a state names, before anything of it is believed. */
    public static Optional<String> workspaceOf(String state) {
        int dot = state.indexOf('.');
        return dot > 0 && state.length() < 200 ? Optional.of(state.substring(0, dot)) : Optional.empty();
    }

    /**
     * Somebody comes back with a code.
     *
     * @param code the caller's to wipe
     * @return empty where this state was not given to this person here, or was used, or is too old
     */
    public Optional<ConsentId> answered(CodeFlow flow, String state, Actor person, byte[] code) {
        return answered(flow, state, Traveller.member(person), code);
    }

    /** The same for whoever was sent away. */
    public Optional<ConsentId> answered(CodeFlow flow, String state, Traveller traveller, byte[] code) {
        return used(flow, state, traveller, State.SEALED).map(id -> {
            var ref = ConsentTokens.Field.CODE.of(id);
            SecretTerms terms = SecretTerms.vendorToken(flow.tokenHost());
            byte[] box = SealedSecret.box(IntakeKey.of(intake.publicKey()), Workspaces.bound(), ref, terms, code);
            intake.submit(ref, terms, box, traveller.actor());
            record(id, traveller, "with a consent at " + flow.connector());
            return id;
        });
    }

    /** Somebody comes back without one. */
    public Optional<ConsentId> declined(CodeFlow flow, String state, Actor person, String why) {
        return declined(flow, state, Traveller.member(person), why);
    }

    /** The same for whoever was sent away. */
    public Optional<ConsentId> declined(CodeFlow flow, String state, Traveller traveller, String why) {
        Optional<ConsentId> id = used(flow, state, traveller, State.ENDED);
        id.ifPresent(found -> {
            rows.become(found, State.ENDED, why);
            record(found, traveller, "without a consent: " + why);
        });
        return id;
    }

    private void record(ConsentId id, Traveller traveller, String detail) {
        trail.record(new AuditEvent(AuditAction.CONSENT_ANSWERED, traveller.actor(), id.toString(), detail));
    }

    /** Whoever brings a state that is not theirs now is told so, and it is recorded. */
    private Optional<ConsentId> used(CodeFlow flow, String state, Traveller traveller, State next) {
        Optional<ConsentId> id = nonce(state)
                .flatMap(nonce -> rows.answered(
                        hash(nonce),
                        flow.connector(),
                        traveller.known(),
                        clock.instant().minus(PATIENCE),
                        next));
        if (id.isEmpty()) {
            refuse(flow, traveller, "the way back was not given to this person here, was used before, or is too old");
        }
        return id;
    }

    /** The first are written down, a flood is counted: who holds a link may come back as often as they like. */
    private void refuse(CodeFlow flow, Traveller traveller, String why) {
        WorkspaceId workspace = Workspaces.bound();
        AuditEvent event =
                new AuditEvent(AuditAction.CONSENT_REFUSED, traveller.actor(), flow.connector(), why, Outcome.REFUSED);
        Workspaces.afterCommit(() -> turnedAway.tell(workspace, event));
    }

    private static Optional<byte[]> nonce(String state) {
        try {
            byte[] nonce = Base64.getUrlDecoder().decode(state.substring(state.indexOf('.') + 1));
            return nonce.length == BYTES ? Optional.of(nonce) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public Optional<Consent> find(ConsentId id) {
        return rows.find(id);
    }

    /** Those that wait for somebody to say which of their accounts are connected, the oldest first; at most 20. */
    public List<ConsentId> choosing() {
        return rows.choosing();
    }

    /** The consent that a connection lives on. */
    public Optional<Consent> of(ConnectionId connection) {
        return accounts.of(connection);
    }

    /**
     * Connects some accounts of a consent; those that are connected already stay as they are.
     *
     * @throws ConsentAccounts.Elsewhere where another workspace has one of them
     */
    public List<ConnectionId> choose(ConsentId id, Collection<UUID> chosen, Actor actor) {
        List<ConnectionId> made = accounts.choose(id, chosen, actor);
        trail.record(new AuditEvent(AuditAction.CONSENT_USED, actor, id.toString(), made.size() + " connected"));
        return made;
    }

    /** Ends a consent that waits for a choice, and everything that it opened. */
    public void chooseNone(ConsentId id, Actor actor) {
        accounts.chooseNone(id, actor);
        trail.record(new AuditEvent(AuditAction.CONSENT_USED, actor, id.toString(), "0 connected"));
    }

    /**
     * Ends a connection here and, when the transaction is over, its way at the vendor. Whatever of it is secret, and is
     * needed by no other connection, is deleted in this transaction; the vendor is waited for a moment only.
     */
    public void disconnect(Connection connection, Actor actor) {
        Optional<Consent> held =
                connection.kind() == Connection.Kind.GRANT ? accounts.hold(connection.id()) : Optional.empty();
        Connection before =
                connections.hold(List.of(connection.id())).stream().findFirst().orElse(connection);
        connections.disconnect(connection.id(), actor);
        installations.begin(before);
        held.ifPresent(consent -> endings.part(consent, accountOf(consent, connection), actor));
    }

    private static Account accountOf(Consent consent, Connection connection) {
        return consent.accounts().stream()
                .filter(account -> connection.id().equals(account.connection()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] hash(byte[] nonce) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("mullion consent ".getBytes(StandardCharsets.US_ASCII));
            return digest.digest(nonce);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
