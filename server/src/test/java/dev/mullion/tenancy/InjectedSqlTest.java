package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** SQL that came past the door and the guard: only policies, keys, privileges and the signed context are left. */
@ParameterizedClass
@EnumSource(Road.class)
class InjectedSqlTest {

    @SuppressWarnings("unused") // what the class is run with; the building takes it
    @Parameter
    private Road road;

    private static final String DENIED = "42501";

    private static TestTenancy tenancy;
    private static WorkspaceId a;
    private static WorkspaceId b;

    @BeforeParameterizedClassInvocation
    static void build(Road road) {
        tenancy = road.tenancy();
        a = tenancy.newWorkspace().id();
        b = tenancy.newWorkspace().id();
        tenancy.addLabel(a, 1, "of a");
        tenancy.addLabel(b, 1, "of b");
        tenancy.addLabel(b, 2, "of b");
    }

    @AfterParameterizedClassInvocation
    static void end() {
        tenancy.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select text from mullion.label|",
                "select text from mullion.label for update|",
                "update mullion.label set text = 'x'|0 rows",
                "delete from mullion.label|0 rows",
                "insert into mullion.label select id, 'repository', 9, 'x', now() from mullion.workspace|42501",
                "merge into mullion.label l using (select 1) s on l.external_id > 0 when matched then delete|0 rows",
                "merge into mullion.label l using mullion.workspace w on false when not matched then insert values (w.id, 'repository', 9, 'x', now())|42501"
            })
    @Attack("isolation-17")
    void withoutAContextNoVerbReachesARow(String sql, String outcome) throws SQLException {
        try (var injected = InjectedSql.in(tenancy)) {
            assertThat(injected.tried(sql)).isEqualTo(outcome == null ? List.of() : List.of(outcome));
        }
    }

    /** What would turn a tenant's own token into a way to another's, or bring another's installation home. */
    @Test
    @Attack("isolation-17")
    void aWayToAnotherTenantCannotBeMadeOrTaken() throws SQLException {
        String made =
                "insert into mullion.route (kind, key, workspace_id, target) values ('token', sha256('x'), '%s', '%s')";
        tenancy.execute(tenancy.administrator(), made.formatted(b.value(), b.value()));
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried("delete from mullion.route where workspace_id = '" + b.value() + "'"))
                    .containsExactly("0 rows");
            assertThat(injected.tried("update mullion.route set workspace_id = '" + a.value() + "'"))
                    .containsExactly(DENIED);
            assertThat(injected.tried(made.replace("'x'", "'y'").formatted(b.value(), b.value())))
                    .containsExactly(DENIED);
            assertThat(injected.tried(made.replace("'x'", "'y'").formatted(a.value(), a.value())))
                    .containsExactly("1 rows");
        }
        try (var injected = InjectedSql.in(tenancy)) {
            assertThat(injected.tried("delete from mullion.route")).containsExactly("0 rows");
            assertThat(injected.tried(made.replace("'x'", "'z'").formatted(a.value(), a.value())))
                    .containsExactly(DENIED);
        }
    }

    /**
     * A MERGE that names no column of its target is not given the policies for reading (PostgreSQL 18.6): it meets the
     * others' rows and is refused, which tells that there are some. The guard lets no MERGE through.
     */
    @Test
    @Attack("isolation-30")
    void aMergeThatReadsNothingIsRefusedAtTheFirstForeignRow() throws SQLException {
        String sql = "merge into mullion.label l using (select 1) s on true when matched then delete";
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried(sql)).containsExactly(DENIED);
        }
        assertThat(tenancy.guard.judge(sql, Plans.FITTED)).isInstanceOf(StatementGuard.Refused.class);
        assertThat(tenancy.labels(b)).hasSize(2);
    }

    /**
     * pg_dump does the last two: row security off, and copy. Debian's pg_dump 15 refuses a newer server before that.
     */
    @Test
    @Attack({"isolation-17", "isolation-40"})
    void copyShowsNothingAndTakesNothing() throws Exception {
        try (var injected = InjectedSql.in(tenancy)) {
            var copy = injected.connection().unwrap(PGConnection.class).getCopyAPI();
            var out = new StringWriter();
            copy.copyOut("copy mullion.label to stdout", out);
            copy.copyOut("copy (select * from mullion.label) to stdout", out);
            assertThat(out.toString()).isEmpty();
            assertThatThrownBy(() -> copy.copyIn("copy mullion.label from stdin", new StringReader("")))
                    .hasMessageContaining("COPY FROM");
        }
        try (var injected = InjectedSql.in(tenancy, a)) {
            injected.tried("set local row_security = off");
            assertThat(injected.tried("select text from mullion.label")).containsExactly(DENIED);
            assertThat(injected.tried("copy mullion.label to stdout")).containsExactly(DENIED);
        }
    }

    @Test
    @Attack("isolation-18")
    void noContextThatTheServerDidNotSignHolds() throws SQLException {
        try (var injected = InjectedSql.in(tenancy)) {
            String token = tenancy.tokenFor(a, injected.connection());
            for (String context : List.of(
                    "",
                    " ",
                    "null",
                    "NULL",
                    a.value().toString(),
                    a.value().toString().toUpperCase(Locale.ROOT),
                    " " + a.value(),
                    token.toUpperCase(Locale.ROOT),
                    " " + token.substring(1),
                    token.substring(0, 155),
                    token + "0",
                    "\u00e4" + token.substring(1),
                    "x".repeat(156),
                    tenancy.tokenFor(new WorkspaceId(UUID.randomUUID()), injected.connection()))) {
                BareConnections.carry(injected.connection(), context);
                assertThat(injected.tried("select text from mullion.label"))
                        .as(context)
                        .isEmpty();
            }
            BareConnections.carry(injected.connection(), token);
            assertThat(injected.tried("select text from mullion.label")).containsExactly("of a");
            assertThat(injected.tried("select set_config('mullion.context', null, true)"))
                    .hasSize(1);
            assertThat(injected.tried("select text from mullion.label")).isEmpty();
        }
    }

    /** With a bare id, and with a good token of B that belongs to another backend. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select text from mullion.label where set_config('mullion.context', '%s', true) is not null",
                "with x as materialized (select set_config('mullion.context', '%s', true)) select text from x, mullion.label",
                "select l.text from (select set_config('mullion.context', '%s', true) offset 0) x, lateral (select * from mullion.label) l",
                "select text from mullion.label order by set_config('mullion.context', '%s', true)",
                "select text from mullion.label group by text having set_config('mullion.context', '%s', true) is not null",
                "select text from mullion.label limit length(set_config('mullion.context', '%s', true))",
                "select text from (values (set_config('mullion.context', '%s', true))) v (x), mullion.label",
                "select text || left(set_config('mullion.context', '%s', true), 0) from mullion.label",
                "select text from mullion.label where case when set_config('mullion.context', '%s', true) is null then false else true end",
                "select text from mullion.label tablesample system (length(set_config('mullion.context', '%s', true)))",
                "update mullion.label set text = 'of b' where set_config('mullion.context', '%s', true) is null returning text",
                "insert into mullion.label select workspace_id, kind, 7, text, as_of from mullion.label returning left(set_config('mullion.context', '%s', true), 0) || text",
                "select text from mullion.label where (select set_config('mullion.context', '%s', true)) is not null union all select text from mullion.label"
            })
    @Attack("isolation-19")
    void settingTheContextInsideAStatementReachesNoOther(String sql) throws SQLException {
        try (var elsewhere = InjectedSql.in(tenancy)) {
            for (String context : List.of(b.value().toString(), tenancy.tokenFor(b, elsewhere.connection()))) {
                try (var injected = InjectedSql.in(tenancy, a)) {
                    injected.tried("set local enable_indexscan = off");
                    injected.tried("set local enable_bitmapscan = off");
                    assertThat(injected.tried(sql.formatted(context))).doesNotContain("of b");
                    assertThat(injected.tried("select text from mullion.label")).doesNotContain("of b");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mullion.mine (x text default set_config('mullion.context', '', true))",
                "create temporary table mine (x text check (set_config('mullion.context', x, true) is not null))",
                "create index on mullion.label (set_config('mullion.context', text, true))",
                "alter table mullion.label alter text set default set_config('mullion.context', '', true)",
                "create function mullion.mine() returns int language sql as 'select 1'",
                "create schema mine",
                "select text into mullion.mine from mullion.label",
                "set role mullion_owner",
                "set role mullion_context",
                "set session authorization mullion_owner",
                "set session_replication_role = replica",
                "truncate mullion.label",
                "alter role mullion_app bypassrls",
                "alter table mullion.label disable row level security",
                "drop policy floor on mullion.label",
                "create policy mine on mullion.label using (true)",
                "select inner_pad from mullion_context.key",
                "select mullion_context.install_key(1, '', '')",
                "select lo_create(0)",
                "select lo_import('/etc/passwd')",
                "select pg_notify('x', 'y')",
                "select pg_advisory_lock(1)",
                "select pg_sleep(1)",
                "select query_to_xml('select 1', true, true, '')",
                "select pg_read_file('postgresql.conf')",
                "select pg_terminate_backend(1)",
                "select pg_cancel_backend(1)",
                "update mullion.label set workspace_id = workspace_id"
            })
    @Attack({"isolation-15", "isolation-19", "isolation-20", "isolation-27"})
    void theRoleMayNot(String sql) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried(sql).toString()).containsAnyOf(DENIED, "22023", "42704");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset all",
                "reset role",
                "reset mullion.context",
                "reset session authorization",
                "set local mullion.context = ''"
            })
    @Attack("isolation-20")
    void goingBackToDefaultsIsGoingBackToNothing(String sql) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            injected.tried(sql);
            assertThat(injected.tried("select text from mullion.label")).doesNotContain("of b");
            assertThat(injected.tried("select current_user")).containsExactly("mullion_app");
        }
    }

    @Test
    @Attack("isolation-26")
    void aContextDoesNotOutliveItsTransaction() throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried("select text from mullion.label")).containsExactly("of a");
            injected.connection().commit();
            assertThat(injected.tried("select text from mullion.label")).isEmpty();
            injected.connection().rollback();
            injected.connection().setAutoCommit(true);
            injected.carry(a);
            try (var rows = injected.connection().createStatement().executeQuery("select text from mullion.label")) {
                assertThat(rows.next()).isFalse();
            }
            injected.connection().setAutoCommit(false);
        }
    }
}
