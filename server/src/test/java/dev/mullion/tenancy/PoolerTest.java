package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.Attack;
import dev.mullion.checks.Check;
import dev.mullion.postgres.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door through a transaction-mode pooler that shares one or two backends between all clients. */
@Attack("isolation-28")
class PoolerTest {

    @BeforeAll
    static void pgbouncerIsInstalled() {
        assumeTrue(Pooler.isInstalled(), "pgbouncer is not installed; .ci/run installs it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Attack({"isolation-17", "isolation-21", "isolation-23", "isolation-24"})
    void sharedBackendsServeEachItsOwn(int backends) throws Exception {
        try (var pooled = new Pooled(backends)) {
            Turns.taken(pooled.tenancy, pooled.a, pooled.b);
            anExceptionLeavesNothing(pooled);
            anotherClientOfTheSameBackendSeesNothing(pooled);
            Turns.cancelled(pooled.tenancy, pooled.a, pooled.b, Boolean.getBoolean("mullion.long") ? 500 : 40);
            Turns.taken(pooled.tenancy, pooled.a, pooled.b);
        }
    }

    @Test
    void isolationIsVerifiedThroughIt() throws Exception {
        try (var pooled = new Pooled(2)) {
            assertThat(pooled.tenancy.verification().run())
                    .allSatisfy(check ->
                            assertThat(check.outcome()).as(check.toString()).isEqualTo(Check.Outcome.OK));
        }
    }

    private static void anExceptionLeavesNothing(Pooled pooled) {
        assertThatThrownBy(() -> pooled.tenancy.workspaces.within(pooled.a, () -> {
                    pooled.tenancy
                            .tenant
                            .sql(TestTenancy.LABELS)
                            .query(String.class)
                            .list();
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(pooled.tenancy.labels(pooled.b)).containsExactly("of b");
    }

    private static void anotherClientOfTheSameBackendSeesNothing(Pooled pooled) throws SQLException {
        try (Connection other = DriverManager.getConnection(
                        pooled.url + "?prepareThreshold=0", TestTenancy.APP.user(), TestTenancy.APP.password());
                var statement = other.createStatement();
                var rows = statement.executeQuery("select text from mullion.label")) {
            assertThat(rows.next()).isFalse();
        }
        assertThatThrownBy(() -> pooled.tenancy.tenant.sql("select 1")).isInstanceOf(NoWorkspaceBound.class);
    }

    /** A database, the pooler ahead of it, and two workspaces with a label each. */
    private static final class Pooled implements AutoCloseable {

        final Pooler pooler;
        final String url;
        final TestTenancy tenancy;
        final WorkspaceId a;
        final WorkspaceId b;

        Pooled(int backends) throws IOException {
            TestPostgres.Database database = TestPostgres.createDatabase("pooled");
            this.pooler = Pooler.ahead(database, backends);
            this.url = pooler.urlOf(database);
            this.tenancy = TestTenancy.through(database, url, 2);
            // With one backend the guard cannot ask while the door holds it: texts are judged ahead.
            for (String sql : List.of(TestTenancy.ADD_LABEL, TestTenancy.LABELS, Turns.LONG_READ)) {
                tenancy.guard.judge(TestTenancy.positional(sql), Plans.FITTED);
            }
            this.a = tenancy.newWorkspace().id();
            this.b = tenancy.newWorkspace().id();
            tenancy.addLabel(a, 1, "of a");
            tenancy.addLabel(b, 1, "of b");
        }

        @Override
        public void close() throws IOException {
            tenancy.close();
            pooler.close();
        }
    }
}
