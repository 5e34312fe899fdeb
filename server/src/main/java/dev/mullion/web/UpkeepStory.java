package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentAccounts;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.SyncRuns;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.vault.SecretClass;
import dev.mullion.vault.SecretFacts;
import dev.mullion.vault.Vault;
import dev.mullion.web.view.Upkeep;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a connection that is read lives on. Of secrets their times alone are read. */
@Component
class UpkeepStory {

    private static final int LOOKED_AT = 10;

    /** The event of the trail has the time of the commit, which comes after the row's. */
    private static final Duration SEALED_WITH_IT = Duration.ofMinutes(1);

    private final Syncs syncs;
    private final SyncRuns runs;
    private final Vault vault;
    private final ConsentAccounts accounts;
    private final AuditTrail trail;
    private final Manifests manifests;

    UpkeepStory(
            Syncs syncs, SyncRuns runs, Vault vault, ConsentAccounts accounts, AuditTrail trail, Manifests manifests) {
        this.syncs = syncs;
        this.runs = runs;
        this.vault = vault;
        this.accounts = accounts;
        this.trail = trail;
        this.manifests = manifests;
    }

    /** Null for one that is only sent to, or that was ended. */
    @Nullable Upkeep of(Connection connection, Wording wording) {
        if (!syncs.isRead(connection) || connection.endedHere()) {
            return null;
        }
        Syncs.Standing standing = syncs.standing(connection);
        List<SyncRun> newest = runs.newest(connection.id(), LOOKED_AT);
        Instant due = standing.obstacle() == null
                        && connection.state() != Connection.State.DISCONNECTED
                        && newest.stream().noneMatch(SyncRun::isRunning)
                ? standing.due()
                : null;
        return new Upkeep(
                secrets(connection, wording),
                due == null ? null : wording.moment(due),
                BudgetWords.left(newest, manifests.of(connection).vendor(), wording));
    }

    /** The same, and where the vendor does not say what it leaves, how often it is asked at most. */
    @Nullable Upkeep whole(Connection connection, Wording wording) {
        Upkeep known = of(connection, wording);
        return known == null || syncs.isToldBudget(connection)
                ? known
                : new Upkeep(
                        known.secrets(),
                        known.due(),
                        BudgetWords.own(manifests.of(connection), wording).stream()
                                .toList());
    }

    private List<Upkeep.Secret> secrets(Connection connection, Wording wording) {
        return switch (connection.kind()) {
            case APP ->
                trail.last(Set.of(AuditAction.TOKEN_MINTED), connection.id().toString()).stream()
                        .map(minted -> new Upkeep.Secret("Token minted", wording.moment(minted.at())))
                        .toList();
            case KEY -> key(connection, wording);
            case GRANT ->
                accounts.of(connection.id()).stream()
                        .filter(consent -> consent.state() == Consent.State.LIVE)
                        .flatMap(consent -> consent(consent, wording))
                        .toList();
            case ENDPOINT -> List.of();
        };
    }

    /** Its row keeps when it was first sealed; another key in its place is an event of the trail. */
    private List<Upkeep.Secret> key(Connection connection, Wording wording) {
        return vault.of(connection.id().value()).stream()
                .filter(secret -> secret.terms().kind() == SecretClass.VENDOR_TOKEN)
                .flatMap(secret -> key(secret, wording))
                .toList();
    }

    private Stream<Upkeep.Secret> key(SecretFacts secret, Wording wording) {
        Instant pasted = trail.last(
                        Set.of(AuditAction.SECRET_STORED), secret.ref().toString())
                .map(AuditEntry::at)
                .orElse(secret.createdAt());
        if (secret.ref().field().equals(KeyTries.FIELD)) {
            return Stream.of(new Upkeep.Secret("Another key waits to be tried", wording.moment(pasted)));
        }
        Upkeep.Secret here = new Upkeep.Secret("Key pasted", wording.moment(pasted));
        return secret.sealedAt().isAfter(pasted.plus(SEALED_WITH_IT))
                ? Stream.of(here, new Upkeep.Secret("Sealed anew", wording.moment(secret.sealedAt())))
                : Stream.of(here);
    }

    private static Stream<Upkeep.Secret> consent(Consent consent, Wording wording) {
        Instant renewed = consent.tokenAt();
        return Stream.concat(
                Stream.of(new Upkeep.Secret("Consent given", wording.moment(consent.stateAt()))),
                Stream.ofNullable(renewed).map(at -> new Upkeep.Secret("Token renewed", wording.moment(at))));
    }
}
