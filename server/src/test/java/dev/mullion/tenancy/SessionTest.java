package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGStatement;
import org.springframework.dao.DataAccessException;

/** One physical connection that serves A and B in turn. */
class SessionTest {

    private static TestTenancy tenancy;
    private WorkspaceId a;
    private WorkspaceId b;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create(1);
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void twoWorkspacesWithALabelEach() {
        a = tenancy.newWorkspace().id();
        b = tenancy.newWorkspace().id();
        tenancy.addLabel(a, 1, "of a");
        tenancy.addLabel(b, 1, "of b");
    }

    @Test
    @Attack("isolation-21")
    void theStatementThatThePoolPreparedServesEachItsOwn() {
        Turns.taken(tenancy, a, b);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    @Attack("isolation-21")
    void aPreparedPlanServesEachItsOwn(String planMode) throws SQLException {
        try (var injected = InjectedSql.in(tenancy)) {
            injected.tried("set plan_cache_mode = " + planMode);
            injected.connection().commit();
            try (var prepared = injected.connection().prepareStatement("select text from mullion.label")) {
                prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
                for (WorkspaceId workspace : List.of(a, b, a)) {
                    for (int i = 0; i < 12; i++) {
                        injected.carry(workspace);
                        assertThat(onlyText(prepared)).isEqualTo(workspace.equals(a) ? "of a" : "of b");
                        injected.connection().commit();
                    }
                }
                assertThat(onlyText(prepared)).isEqualTo("nothing");
            }
        }
    }

    private static String onlyText(PreparedStatement prepared) throws SQLException {
        try (var rows = prepared.executeQuery()) {
            String text = rows.next() ? rows.getString(1) : "nothing";
            return rows.next() ? "more than one row" : text;
        }
    }

    @Test
    @Attack("isolation-22")
    void aContextChangedInsideASavepointIsUndoneWithIt() throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            Connection connection = injected.connection();
            var rolledBack = connection.setSavepoint();
            BareConnections.carry(connection, b.value().toString());
            assertThat(injected.tried("select text from mullion.label")).isEmpty();
            connection.rollback(rolledBack);
            assertThat(injected.tried("select text from mullion.label")).containsExactly("of a");

            var released = connection.setSavepoint();
            BareConnections.carry(connection, b.value().toString());
            connection.releaseSavepoint(released);
            assertThat(injected.tried("select text from mullion.label")).isEmpty();
        }
    }

    @Test
    @Attack("isolation-23")
    void workThatFailsLeavesNoContextBehind() throws SQLException {
        assertThatThrownBy(() -> tenancy.workspaces.within(a, () -> {
                    tenancy.tenant
                            .sql("select text from label where workspace_id = :workspace")
                            .query(String.class)
                            .list();
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThatThrownBy(() -> tenancy.workspaces.within(
                        a,
                        () -> tenancy.tenant
                                .sql("select 1 / (external_id - 1) from label where workspace_id = :workspace")
                                .query(Long.class)
                                .list()))
                .isInstanceOf(DataAccessException.class);

        assertThat(visibleToTheNextBorrower()).isEmpty();
        assertThat(tenancy.labels(b)).containsExactly("of b");
    }

    private static List<String> visibleToTheNextBorrower() throws SQLException {
        try (Connection connection = tenancy.tenantPool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select text from mullion.label
                        union all select 'a context' where current_setting('mullion.context', true) <> ''
                        """)) {
            return rows.next() ? List.of(rows.getString(1)) : List.of();
        }
    }

    /** A statement that never left the driver did not carry the context either: the next one must. */
    @Test
    @Attack("isolation-23")
    void aStatementThatNeverLeftDoesNotUseUpTheContext() throws SQLException {
        List<String> texts = tenancy.workspaces.within(a, () -> {
            try (Connection connection = new TenantDataSource(tenancy.guard).getConnection();
                    var unbound =
                            connection.prepareStatement("select text from label where workspace_id = ? and text = ?")) {
                unbound.setObject(1, a.value());
                assertThatThrownBy(unbound::executeQuery).isInstanceOf(SQLException.class);
            }
            return tenancy.tenant
                    .sql("select text from label where workspace_id = :workspace")
                    .query(String.class)
                    .list();
        });
        assertThat(texts).containsExactly("of a");
    }

    /** The driver refuses the second value and keeps the first; so must the guard. */
    @Test
    @Attack("isolation-30")
    void aValueThatTheDriverRefusedDoesNotVouchForTheOneBefore() throws SQLException {
        tenancy.workspaces.within(a, () -> {
            try (Connection connection = new TenantDataSource(tenancy.guard).getConnection();
                    var statement = connection.prepareStatement("select text from label where workspace_id = ?")) {
                statement.setObject(1, b.value());
                assertThatThrownBy(() -> statement.setObject(1, a.value(), Types.DATE))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(statement::executeQuery).isInstanceOf(WorkspaceMismatch.class);
            }
            return true;
        });
    }

    @Test
    @Attack("isolation-25")
    void afterItsBackendDiedTheNextTransactionSignsItsOwnContext() {
        assertThatThrownBy(() -> tenancy.workspaces.within(a, () -> {
                    tenancy.tenant
                            .sql("select text from label where workspace_id = :workspace")
                            .query(String.class)
                            .list();
                    tenancy.execute(tenancy.administrator(), """
                            select pg_terminate_backend(pid, 5000) from pg_locks
                             where relation = 'mullion.label'::regclass
                            """);
                    return tenancy.tenant
                            .sql("select text from label where workspace_id = :workspace")
                            .query(String.class)
                            .list();
                }))
                .isInstanceOf(DataAccessException.class);

        assertThat(tenancy.labels(b)).containsExactly("of b");
        assertThat(tenancy.labels(a)).containsExactly("of a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temp table left_behind as select text from label",
                "select pg_advisory_lock(1)",
                "select lo_create(0)",
                "select set_config('mullion.context', 'x', false)",
                "declare left_behind cursor with hold for select text from label",
                "prepare left_behind as select text from label",
                "listen left_behind",
                "notify left_behind",
                "set work_mem = '1GB'",
                "discard all",
                "deallocate all"
            })
    @Attack({"isolation-20", "isolation-27"})
    void nothingThatStaysOnAConnectionPassesTheGuard(String sql) {
        assertThatThrownBy(() -> tenancy.workspaces.within(
                        a, () -> tenancy.tenant.sql(sql).update()))
                .isInstanceOf(WorkspaceMismatch.class);
    }

    /** Behind a guard that is gone: what the role may not leave at all, and what shows the next its own rows only. */
    @Test
    @Attack("isolation-27")
    void whatIsLeftBehindShowsTheNextItsOwnRowsOnly() {
        TenantSql unguarded = Unguarded.sql(tenancy);
        for (String sql :
                List.of("create temp table left_behind (x int)", "select pg_advisory_lock(1)", "select lo_create(0)")) {
            assertThatThrownBy(() -> tenancy.workspaces.within(
                            a, () -> unguarded.sql(sql).update()))
                    .isInstanceOf(DataAccessException.class);
        }
        tenancy.workspaces.within(
                a,
                () -> unguarded
                        .sql("prepare left_behind as select text from label")
                        .update());
        List<String> texts = tenancy.workspaces.within(
                b,
                () -> unguarded.sql("execute left_behind").query(String.class).list());
        tenancy.workspaces.within(
                a, () -> unguarded.sql("deallocate left_behind").update());
        assertThat(texts).containsExactly("of b");
    }

    @Test
    @Attack("isolation-29")
    void theConnectionItselfCannotBeHadThroughTheDoor() throws SQLException {
        tenancy.workspaces.within(a, () -> {
            try (Connection connection = new TenantDataSource(tenancy.guard).getConnection()) {
                assertThatThrownBy(connection::createStatement).hasMessageContaining("not for work inside the door");
                assertThatThrownBy(() -> connection.unwrap(org.postgresql.PGConnection.class))
                        .hasMessageContaining("not for work");
                assertThatThrownBy(connection::commit).hasMessageContaining("not for work");
                assertThatThrownBy(connection::setSavepoint).hasMessageContaining("not for work");
                assertThatThrownBy(() -> connection.setAutoCommit(true)).hasMessageContaining("not for work");
                assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            }
            return true;
        });
    }
}
