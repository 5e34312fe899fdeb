package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code verify audit} on a server of its own: on the shared one others damage logs on purpose. */
@SuppressWarnings("NullAway.Init")
class AuditVerificationTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void saysOfASuspendedWorkspaceThatItsLogWasNotTried() {
        Workspace active = server.newWorkspace();
        Workspace suspended = server.newWorkspace();
        server.bean(Workspaces.class).suspend(suspended.id());

        assertThat(of(active).outcome()).isEqualTo(Outcome.OK);
        assertThat(of(suspended).outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(of(suspended).detail()).startsWith("not tried: the workspace is suspended");

        server.bean(Workspaces.class).resume(suspended.id());
        assertThat(of(suspended).outcome()).isEqualTo(Outcome.OK);
    }

    private static Check of(Workspace workspace) {
        List<Check> checks = server.bean(AuditVerification.class).run();
        return checks.stream()
                .filter(check -> check.name().equals("log." + workspace.slug()))
                .findFirst()
                .orElseThrow();
    }
}
