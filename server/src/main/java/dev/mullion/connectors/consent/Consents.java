package dev.mullion.connectors.consent;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Outcome;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Farewells;
import dev.mullion.connectors.consent.Consent.Account;
import dev.mullion.connectors.consent.Consent.State;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Uuid7;
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

    private static final int BYTES = 32;

    private final Map<String, CodeFlow> flows;
    private final ConsentRows rows;
    private final ConsentTokens tokens;
    private final ConsentAccounts accounts;
    private final Connections connections;
    private final Farewells farewells;
    private final Intake intake;
    private final AuditTrail trail;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Consents(
            List<CodeFlow> flows,
            ConsentRows rows,
            ConsentTokens tokens,
            ConsentAccounts accounts,
            Connections connections,
            Farewells farewells,
            Intake intake,
            AuditTrail trail,
            Clock clock) {
        this.flows = flows.stream().collect(Collectors.toUnmodifiableMap(CodeFlow::connector, Function.identity()));
        this.rows = rows;
        this.tokens = tokens;
        this.accounts = accounts;
        this.connections = connections;
        this.farewells = farewells;
        this.intake = intake;
        this.trail = trail;
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
     */
    public URI begin(CodeFlow flow, String mark, Traveller traveller) {
        return begin(flow, mark, traveller, (_, state) -> flow.page(state));
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
        id.ifPresent(found -> rows.become(found, State.ENDED, why));
        return id;
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
            trail.record(new AuditEvent(
                    AuditAction.CONSENT_REFUSED,
                    traveller.actor(),
                    flow.connector(),
                    "the way back was not given to this person here, was used before, or is too old",
                    Outcome.REFUSED));
        }
        return id;
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
        return rows.latest(connection).flatMap(rows::find);
    }

    /** Connects some accounts of a consent; those that are connected already stay as they are. */
    public List<ConnectionId> choose(ConsentId id, Collection<UUID> chosen, Actor actor) {
        List<ConnectionId> made = accounts.choose(id, chosen, actor);
        trail.record(new AuditEvent(AuditAction.CONSENT_USED, actor, id.toString(), made.size() + " connected"));
        return made;
    }

    /**
     * Ends a connection here and, when the transaction is over, at the vendor. Whatever of it is secret, and is needed
     * by no other connection, is deleted in this transaction; the vendor is waited for no longer than
     * {@link Farewells#PATIENCE}.
     */
    public void disconnect(Connection connection, Actor actor) {
        connections.disconnect(connection.id(), actor);
        of(connection.id()).ifPresent(consent -> part(consent, connection, actor));
    }

    private void part(Consent consent, Connection connection, Actor actor) {
        Account account = accountOf(consent, connection);
        connections.releaseAccount(connection.connector(), account.account().toString());
        if (consent.state() == State.ENDED) {
            return;
        }
        Parting parting = new Parting(consent, account, rows.others(consent.id(), connection.id()) == 0);
        Optional<CodeFlow.Farewell> farewell = parting.farewell(this);
        if (parting.isLast()) {
            tokens.end(consent.id(), "disconnected here", actor);
        }
        CodeFlow flow = flow(consent.connector()).orElseThrow();
        farewell.ifPresent(last -> Workspaces.afterCommit(
                () -> farewells.say(() -> flow.end(last), () -> last.token().close())));
    }

    private record Parting(Consent consent, Account account, boolean isLast) {

        /** Taken before the token is deleted; empty where this server may not open it, or there is none. */
        Optional<CodeFlow.Farewell> farewell(Consents from) {
            CodeFlow flow = from.flow(consent.connector()).orElseThrow();
            if (!flow.canAsk() || !from.tokens.has(consent.id(), ConsentTokens.Field.REFRESH)) {
                return Optional.empty();
            }
            HeldToken token =
                    from.tokens.open(consent.id(), ConsentTokens.Field.REFRESH, flow.tokenHost(), "end-at-the-vendor");
            return Optional.of(
                    new CodeFlow.Farewell(Workspaces.bound(), consent.id(), token, account.vendorLink(), isLast));
        }
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
