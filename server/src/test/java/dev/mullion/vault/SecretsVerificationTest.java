package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretsVerificationTest {

    /** The database of a test is another's process, and its memory is searched where the whole installation is ours. */
    private static final Set<String> ELSEWHERE = Set.of("markers.database", "traces.heap");

    private static final TestServer SERVER = TestServer.shared();

    /** On a database that is elsewhere its files cannot be searched, and that is said. */
    @Test
    @Attack({"secrets-2", "secrets-12", "secrets-13", "secrets-23", "secrets-24", "secrets-25"})
    void holdsOnTheRunningServerAndLeavesNothingBehind() {
        List<String> before = SERVER.bean(KeyRing.class).sets().workspaces().stream()
                .map(Object::toString)
                .toList();

        List<Check> checks = SERVER.bean(SecretsVerification.class).run();

        assertThat(checks)
                .allSatisfy(check -> assertThat(check.outcome())
                        .as(check.toString())
                        .isEqualTo(ELSEWHERE.contains(check.name()) ? Check.Outcome.PARTIAL : Check.Outcome.OK));
        assertThat(checks)
                .filteredOn(check -> check.name().equals("secrets.cost"))
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isNotEqualTo(Check.Outcome.FAILED));
        assertThat(checks)
                .extracting(Check::name)
                .contains(
                        "secrets.moved",
                        "secrets.swapped",
                        "secrets.changed",
                        "secrets.cut",
                        "secrets.rolled-back",
                        "secrets.unknown",
                        "markers.server-files",
                        "traces.process",
                        "traces.tables",
                        "traces.lists",
                        "traces.exports",
                        "erased.rows",
                        "erased.log",
                        "keys.wrong-master",
                        "keys.weak-master",
                        "keys.destroyed",
                        "keys.web-role");
        CanaryWorkspaces canaries = SERVER.bean(CanaryWorkspaces.class);
        assertThat(canaries.left()).isZero();
        assertThat(SERVER.bean(KeyRing.class).sets().workspaces().stream().map(Object::toString))
                .containsAll(before);
        assertThat(SERVER.bean(Workspaces.class).list())
                .noneMatch(workspace -> workspace.slug().value().startsWith("canary"));
    }
}
