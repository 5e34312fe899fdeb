package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.Attack;
import dev.mullion.checks.Check;
import dev.mullion.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door through a transaction-mode pooler that shares one or two backends between all clients. */
@Attack("isolation-28")
class PoolerTest {

    private Pooler pooler;
    private TestTenancy tenancy;
    private String url;
    private WorkspaceId a;
    private WorkspaceId b;

    @BeforeAll
    static void pgbouncerIsInstalled() {
        assumeTrue(Pooler.isInstalled(), "pgbouncer is not installed; .ci/run installs it");
    }

    @AfterEach
    void end() throws Exception {
        tenancy.close();
        pooler.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Attack({"isolation-17", "isolation-21", "isolation-23", "isolation-24"})
    void sharedBackendsServeEachItsOwn(int backends) throws Exception {
        start(backends);

        Turns.taken(tenancy, a, b);
        anExceptionLeavesNothing();
        anotherClientOfTheSameBackendSeesNothing();
        Turns.cancelled(tenancy, a, b, Boolean.getBoolean("mullion.long") ? 500 : 40);
        Turns.taken(tenancy, a, b);
    }

    @ParameterizedTest
    @ValueSource(ints = {2})
    void isolationIsVerifiedThroughIt(int backends) throws Exception {
        start(backends);

        assertThat(tenancy.verification().run())
                .allSatisfy(check ->
                        assertThat(check.outcome()).as(check.toString()).isEqualTo(Check.Outcome.OK));
    }

    private void start(int backends) throws Exception {
        TestPostgres.Database database = TestPostgres.createDatabase("pooled");
        pooler = Pooler.ahead(database, backends);
        url = pooler.urlOf(database);
        tenancy = TestTenancy.through(database, url, 2);
        // With one backend the guard cannot ask while the door holds it: texts are judged ahead.
        for (String sql : List.of(TestTenancy.ADD_LABEL, TestTenancy.LABELS, Turns.LONG_READ)) {
            tenancy.guard.judge(TestTenancy.positional(sql));
        }
        a = tenancy.newWorkspace().id();
        b = tenancy.newWorkspace().id();
        tenancy.addLabel(a, 1, "of a");
        tenancy.addLabel(b, 1, "of b");
    }

    private void anExceptionLeavesNothing() {
        assertThatThrownBy(() -> tenancy.workspaces.within(a, () -> {
                    tenancy.tenant.sql(TestTenancy.LABELS).query(String.class).list();
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(tenancy.labels(b)).containsExactly("of b");
    }

    private void anotherClientOfTheSameBackendSeesNothing() throws Exception {
        try (Connection other = DriverManager.getConnection(
                        url + "?prepareThreshold=0", TestTenancy.APP.user(), TestTenancy.APP.password());
                var statement = other.createStatement();
                var rows = statement.executeQuery("select text from mullion.label")) {
            assertThat(rows.next()).isFalse();
        }
        assertThatThrownBy(() -> tenancy.tenant.sql("select 1")).isInstanceOf(NoWorkspaceBound.class);
    }
}
