package dev.mullion.ingest.sync;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentAccounts;
import dev.mullion.ingest.sync.Upkeep.Event;
import dev.mullion.ingest.sync.Upkeep.Kind;
import dev.mullion.vault.SecretClass;
import dev.mullion.vault.SecretFacts;
import dev.mullion.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How old the secrets of a connection are, inside an open door. Of secrets their times alone are read. */
@Component
class SecretTimes {

    /** The event of the trail has the time of the commit, which comes after the row's. */
    private static final Duration SEALED_WITH_IT = Duration.ofMinutes(1);

    private final Vault vault;
    private final ConsentAccounts accounts;
    private final AuditTrail trail;

    SecretTimes(Vault vault, ConsentAccounts accounts, AuditTrail trail) {
        this.vault = vault;
        this.accounts = accounts;
        this.trail = trail;
    }

    List<Event> of(Connection connection) {
        return switch (connection.kind()) {
            case APP ->
                trail.last(Set.of(AuditAction.TOKEN_MINTED), connection.id().toString()).stream()
                        .map(minted -> new Event(Kind.TOKEN_MINTED, minted.at()))
                        .toList();
            case KEY -> key(connection);
            case GRANT ->
                accounts.of(connection.id()).stream()
                        .filter(consent -> consent.state() == Consent.State.LIVE)
                        .flatMap(SecretTimes::consent)
                        .toList();
            case ENDPOINT -> List.of();
        };
    }

    /** Its row keeps when it was first sealed; another key in its place is an event of the trail. */
    private List<Event> key(Connection connection) {
        return vault.of(connection.id().value()).stream()
                .filter(secret -> secret.terms().kind() == SecretClass.VENDOR_TOKEN)
                .flatMap(this::key)
                .toList();
    }

    private Stream<Event> key(SecretFacts secret) {
        Instant pasted = trail.last(
                        Set.of(AuditAction.SECRET_STORED), secret.ref().toString())
                .map(AuditEntry::at)
                .orElse(secret.createdAt());
        if (secret.ref().field().equals(KeyTries.FIELD)) {
            return Stream.of(new Event(Kind.KEY_WAITING, pasted));
        }
        Event here = new Event(Kind.KEY_PASTED, pasted);
        return secret.sealedAt().isAfter(pasted.plus(SEALED_WITH_IT))
                ? Stream.of(here, new Event(Kind.SEALED_ANEW, secret.sealedAt()))
                : Stream.of(here);
    }

    private static Stream<Event> consent(Consent consent) {
        Instant renewed = consent.tokenAt();
        return Stream.concat(
                Stream.of(new Event(Kind.CONSENT_GIVEN, consent.stateAt())),
                Stream.ofNullable(renewed).map(at -> new Event(Kind.TOKEN_RENEWED, at)));
    }
}
