package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.ConsentTokens.Field;
import dev.mullion.connectors.consent.ConsentTokens.Lease;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A token that is used once and brings the next: who may keep one, and what helps where the newest is lost. */
class TokenInTurnTest {

    private static final String HOST = URI.create("https://identity.xero.com").getHost();

    private final ConsentTokens tokens = ReadXero.bean(ConsentTokens.class);

    @Test
    @Attack("secrets-29")
    void aHolderWhoWasOvertakenKeepsNothing() {
        ReadXero link = ReadXero.atTheDoor();
        link.leave();
        ConsentId consent = link.consents().getFirst();
        Lease stale = link.inside(() -> tokens.take(consent)).orElseThrow();
        assertThat(link.inside(() -> tokens.take(consent))).isEmpty();
        runOut(link, "held_until");
        Lease held = link.inside(() -> tokens.take(consent)).orElseThrow();

        assertThatThrownBy(() -> keep(link, stale, "of-the-stale-holder")).isInstanceOf(ConsentTokens.Taken.class);
        link.inside(() -> {
            tokens.release(stale);
            return true;
        });
        assertThat(link.inside(() -> tokens.isHeld(stale))).isFalse();
        assertThat(link.inside(() -> tokens.take(consent))).isEmpty();
        keep(link, held, "of-the-holder");

        assertThatThrownBy(() -> keep(link, stale, "of-the-stale-holder")).isInstanceOf(ConsentTokens.Taken.class);
        assertThat(link.secrets(consent)).containsExactly("refresh-token");
        assertThat(stored(link, consent)).isEqualTo("of-the-holder");
    }

    @Test
    @Attack("secrets-29")
    void aTokenForAConsentThatEndedIsNotKept() {
        ReadXero link = ReadXero.atTheDoor();
        link.leave();
        ConsentId consent = link.consents().getFirst();
        Lease held = link.inside(() -> tokens.take(consent)).orElseThrow();
        link.inside(() -> {
            tokens.end(consent, "of a test", dev.mullion.tenancy.Actor.OPERATOR);
            return true;
        });

        assertThatThrownBy(() -> keep(link, held, "too-late")).isInstanceOf(ConsentTokens.Taken.class);
        assertThat(link.secrets(consent)).isEmpty();
    }

    @Test
    @Attack("secrets-29")
    void theTokenBeforeIsTriedWhereXeroDoesNotKnowTheNewest() {
        ReadXero link = ReadXero.connected();
        ConsentId consent = withATokenThatXeroDoesNotKnow(link);

        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.state(consent)).isEqualTo("live");
        assertThat(link.secrets(consent)).containsExactly("refresh-token");
    }

    @Test
    @Attack("secrets-29")
    void theTokenBeforeIsNotTriedWhenXeroTakesItNoMore() {
        ReadXero link = ReadXero.connected();
        ConsentId consent = withATokenThatXeroDoesNotKnow(link);
        ReadXero.server()
                .asAdministrator("update mullion.consent set token_at = token_at - interval '31 minutes'"
                        + " where workspace_id = '" + link.workspace.id().value() + "'");

        link.read();

        assertThat(link.connection().state()).isEqualTo(State.DISCONNECTED);
        assertThat(link.state(consent)).isEqualTo("ended");
        assertThat(link.secrets(consent)).isEmpty();
    }

    private ConsentId withATokenThatXeroDoesNotKnow(ReadXero link) {
        link.read();
        ConsentId consent = link.consents().getFirst();
        keep(link, link.inside(() -> tokens.take(consent)).orElseThrow(), "unknown-to-xero");
        assertThat(link.secrets(consent)).contains("refresh-token-before");
        ReadXero.vendor().forgetAccess();
        return consent;
    }

    private void keep(ReadXero link, Lease lease, String token) {
        link.inside(() -> {
            tokens.keep(lease, token.getBytes(StandardCharsets.US_ASCII), HOST);
            return true;
        });
    }

    private String stored(ReadXero link, ConsentId consent) {
        return link.inside(() -> tokens.open(consent, Field.REFRESH, HOST, "of-a-test")
                .expose(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
    }

    private static void runOut(ReadXero link, String column) {
        ReadXero.server()
                .asAdministrator("update mullion.consent set " + column + " = " + column + " - interval '1 hour'"
                        + " where workspace_id = '" + link.workspace.id().value() + "'");
    }
}
