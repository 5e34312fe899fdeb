package dev.mullion.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Installations;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that has no key of the App cannot end an installation, and one that has it may be another. */
class LeftWithoutTheKeyTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final long installation = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41);

    @BeforeEach
    void disconnectWhatSomebodyWasShownToOwn() {
        inside(() -> server.bean(Installations.class).claim(installation, Actor.OPERATOR));
        administer("account = '" + UUID.randomUUID() + "'");
        inside(() -> {
            Connection connection = server.bean(Connections.class).list().getFirst();
            server.bean(Consents.class).disconnect(connection, Actor.OPERATOR);
            return true;
        });
    }

    @Test
    void itIsLeftToOneThatHasTheKey() {
        administer("farewell_at = now() - interval '350 minutes'");

        server.bean(InstallationFarewells.class).round();

        assertThat(inside(server.bean(InstallationFarewells.class)::due)).isEmpty();
        assertThat(standing()).isEqualTo("due 0");
        assertThat(trail()).isEmpty();
    }

    @Test
    void afterSixHoursItIsLetGoAndNobodySaysThatGitHubWasAsked() {
        administer("farewell_at = now() - interval '361 minutes'");

        server.bean(InstallationFarewells.class).round();

        assertThat(standing()).isEqualTo("unsaid 0");
        assertThat(trail())
                .containsExactly("failed: the App may still be installed at GitHub: GitHub has not said that it ended"
                        + " it, no worker with the App's key has asked it for 6 hours; its owner removes it at"
                        + " https://github.com/settings/installations/" + installation + "; the claim is released");
    }

    private String standing() {
        return inside(() -> server.bean(TenantSql.class)
                .sql("select farewell || ' ' || farewell_tries from connection where workspace_id = :workspace")
                .query(String.class)
                .single());
    }

    private List<String> trail() {
        return inside(() -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 200).stream()
                .filter(entry -> entry.verb().equals("connection.installation-ended"))
                .map(entry -> entry.outcome() + ": " + entry.detail())
                .toList());
    }

    private void administer(String set) {
        server.asAdministrator("update mullion.connection set " + set + " where workspace_id = '"
                + workspace.id().value() + "'");
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work);
    }
}
