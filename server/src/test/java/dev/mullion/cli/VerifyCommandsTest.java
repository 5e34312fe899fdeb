package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditTrail;
import dev.mullion.checks.Check;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandsTest {

    private static TestServer server;
    private static Typed terminal;

    /** One of the test's own: a run is written in the trail of every workspace there is. */
    @BeforeAll
    static void start() {
        server = TestServer.start();
        terminal = new Typed(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void endsWithHowManyChecksHold() {
        Said answer = terminal.run("verify", "isolation");

        assertThat(answer.exit()).isEqualTo(ExitCode.OK.number());
        assertThat(answer.err()).isEqualTo(answer.out().lines().count() + " checks hold\n");
    }

    @Test
    void keepsTheEndOutOfWhatProgramsRead() {
        Said answer = terminal.run("verify", "isolation", "--json");

        assertThat(JsonMapper.shared().readTree(answer.out()).isArray()).isTrue();
        assertThat(answer.err()).endsWith("checks hold\n");
    }

    @Test
    void isSeenByWhoeverReadsTheTrailOfAWorkspace() {
        Workspace one = server.newWorkspace();
        Workspace other = server.newWorkspace();
        Workspace suspended = server.newWorkspace();
        server.bean(Workspaces.class).suspend(suspended.id());

        Said answer = terminal.run("verify", "isolation");

        assertThat(answer.exit()).isEqualTo(ExitCode.OK.number());
        for (Workspace workspace : List.of(one, other)) {
            assertThat(audit("/w/" + workspace.slug() + "/audit", workspace))
                    .contains("ran the verification of isolation (")
                    .contains(answer.err().strip());
            assertThat(audit("/api/v1/workspaces/" + workspace.slug() + "/audit", workspace))
                    .contains(
                            "\"verification.run\"", "\"operator\"", answer.err().strip());
        }
    }

    private static String audit(String path, Workspace workspace) {
        return server.get(path, server.person(workspace, "audit:read").header()).body();
    }

    @Test
    void namesEveryCheckThatIsPartialOrFailedAndCountsNoneOfThemAsHolding() {
        List<Check> checks = List.of(
                Check.ok("one", ""),
                Check.partial("two", ""),
                Check.partial("three", ""),
                Check.ok("four", ""),
                Check.failed("five", ""));

        assertThat(VerifyCommands.summary(checks))
                .isEqualTo("2 checks hold, 2 could not be run here or lack something (partial): two, three;"
                        + " 1 failed: five");
        assertThat(VerifyCommands.summary(checks.subList(0, 2)))
                .isEqualTo("1 check holds, 1 could not be run here or lack something (partial): two");
    }

    @Test
    void isWrittenDownByItsWorstCheck() {
        Check ok = Check.ok("one", "");
        Check partial = Check.partial("two", "");

        assertThat(VerifyCommands.worst(List.of(ok, ok))).isEqualTo(Check.Outcome.OK);
        assertThat(VerifyCommands.worst(List.of(ok, partial))).isEqualTo(Check.Outcome.PARTIAL);
        assertThat(VerifyCommands.worst(List.of(Check.failed("three", ""), partial, ok)))
                .isEqualTo(Check.Outcome.FAILED);
    }

    @Test
    void isNoRunThatHoldsWhereItWasPartial() {
        Workspace workspace = server.newWorkspace();

        new VerificationRecord(server.bean(Workspaces.class), server.bean(AuditTrail.class))
                .of("residue", "1 check holds, 1 partial", Check.Outcome.PARTIAL);

        assertThat(audit("/w/" + workspace.slug() + "/audit", workspace))
                .contains("ran the verification of residue, in part (1 check holds, 1 partial)");
    }
}
