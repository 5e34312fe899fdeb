package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.Vault;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The promise about revoked tokens holds as often as it is tried, and turns red where a link is not ended. */
class RevokedLinkTest {

    @Test
    void holdsTimeAfterTime() {
        assertThat(failed(RevokedLink.revoked())).isEmpty();
        assertThat(failed(RevokedLink.revoked())).isEmpty();
    }

    @Test
    void isRedWhereTheTokenStaysAndIsUsedAgain() {
        assertThat(failed(new Pulled.Failed<>("the vendor answered 401")))
                .containsExactly("revoked.shown", "revoked.token", "revoked.not-due");
    }

    @Test
    void isRedWhereTheTokenOutlivesTheLink() {
        assertThat(failed(new Pulled.Ended<>(State.SUSPENDED, "the vendor says so")))
                .contains("revoked.token");
    }

    private static List<String> failed(Pulled<Puller.Page> answer) {
        var manifest = Objects.requireNonNull(
                ReadGitHub.bean(Manifests.class).byConnector().get(RevokedLink.CONNECTOR));
        RevokedLink link = new RevokedLink(
                ReadGitHub.bean(Journal.Books.class),
                ReadGitHub.bean(Vault.class),
                ReadGitHub.bean(TenantSql.class),
                new PlayedVendor(RevokedLink.CONNECTOR, manifest, answer));
        return link.run().stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .map(Check::name)
                .toList();
    }
}
