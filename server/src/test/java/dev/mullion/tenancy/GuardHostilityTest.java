package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mullion.Attack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Statements written to mislead the guard about what a plan says. The plain bypasses are in {@link StatementGuardTest}.
 */
class GuardHostilityTest {

    private static final String INSERT = "insert into label (workspace_id, kind, external_id, text, as_of) ";
    private static final String OF_ALL = " union all select w.id, 'repository', 2, 'x', now() from workspace w";
    private static final String UPSERT = INSERT + "values (?, 'repository', ?, ?, now())"
            + " on conflict (workspace_id, kind, external_id) do update set text = ";

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    static Stream<Arguments> namesThatMislead() {
        return Stream.of(
                hostile("an alias with quotes for another's column", """
                        select x.id from membership_route "P",
                               lateral (select \"""P\""".id from push \"""P\""" where "P".workspace_id = ? offset 0) x
                        """),
                hostile("an alias that reads like a condition", """
                        select p.id from push "p.workspace_id = ?", push p where "p.workspace_id = ?".workspace_id is not null
                        """),
                hostile("an alias in capitals", "select \"P\".id from push \"P\" where \"P\".workspace_id = ?"),
                hostile("a column of a derived table", """
                        select p.id from push p, (select ?::uuid as workspace_id offset 0) q where p.workspace_id = q.workspace_id
                        """),
                hostile("a union that is printed by its first branch", """
                        select r.id from (select p.workspace_id x from push p where p.workspace_id = ? union select w.id from workspace w) u
                         cross join lateral (select * from review r where r.workspace_id = u.x order by id limit 1) r
                        """),
                hostile("a union whose first branch is the parameter", """
                        select r.id from (select ?::uuid x union select w.id from workspace w) u
                         cross join lateral (select * from review r where r.workspace_id = u.x order by id limit 1) r
                        """),
                hostile("two columns of a union that print alike", """
                        select r.id from (select p.workspace_id x, p.workspace_id y from push p where p.workspace_id = ?
                                          union select w.id, ?::uuid from workspace w) u
                         cross join lateral (select * from review r where r.workspace_id = u.x and u.y = ? limit 1) r
                        """),
                hostile(
                        "insert: a union after the parameter",
                        INSERT + "select ?::uuid, 'repository', 1, 'x', now()" + OF_ALL),
                hostile(
                        "insert: a union after an own column",
                        INSERT
                                + "select p.workspace_id, 'repository', 1, 'x', now() from push p where p.workspace_id = ?"
                                + OF_ALL),
                hostile(
                        "insert: a union under a limit",
                        INSERT + "select * from (select ?::uuid, 'repository', 1, 'x', now()" + OF_ALL + ") x limit 5"),
                hostile("insert: a union under a group", INSERT + """
                        select u.w, 'repository', count(*), 'x', now()
                          from (select ?::uuid w union all select w.id from workspace w) u group by u.w
                        """),
                hostile(
                        "insert: except",
                        INSERT
                                + "select w.id, 'repository', 1, 'x', now() from workspace w except select ?::uuid, 'a', 1, 'x', now()"),
                hostile("insert: a default", INSERT + "values (default, 'repository', ?, ?, now())"),
                hostile(
                        "insert: the second of two rows",
                        INSERT
                                + "values (?, 'repository', 1, 'x', now()), (gen_random_uuid(), 'repository', 2, 'x', now())"),
                hostile(
                        "insert: inside a common table",
                        "with x as (" + INSERT
                                + "select w.id, 'repository', 2, 'x', now() from workspace w returning 1) select id from push where workspace_id = ?"),
                hostile("a parameter by number", "select id from push where workspace_id = $1001 and id = ?"),
                hostile(
                        "a parameter by number in a text",
                        "select id from push where workspace_id = ? and branch::text = '$1001'"));
    }

    static Stream<Arguments> readsInOddPlaces() {
        return Stream.of(
                hostile("upsert: from another table", UPSERT + "(select id::text from push limit 1)"),
                hostile(
                        "upsert: correlated",
                        UPSERT + "(select p.id::text from push p where p.repository_id = label.external_id limit 1)"),
                hostile("upsert: in its condition", UPSERT + "'x' where exists (select from push)"),
                hostile(
                        "insert: in what it returns",
                        INSERT + "values (?, 'repository', ?, ?, now()) returning (select text from label l limit 1)"),
                hostile(
                        "update: in what it sets",
                        "update label set text = (select p.id::text from push p limit 1) where workspace_id = ?"),
                hostile(
                        "update: in what it returns",
                        "update label set text = 'x' where workspace_id = ? returning (select count(*) from push)"),
                hostile(
                        "update: from a global table",
                        "update label l set text = w.slug from workspace w where l.workspace_id = w.id"),
                hostile("a union inside in", """
                        select id from push where workspace_id = ?
                           and repository_id in (select id from repository where workspace_id = ? union select id from repository)
                        """),
                hostile(
                        "lateral over a global table",
                        "select x.id from workspace w, lateral (select r.id from review r where r.workspace_id = w.id offset 0) x"),
                hostile(
                        "not exists",
                        "select slug from workspace w where not exists (select 1 from push p where p.workspace_id = w.id)"),
                hostile(
                        "a scalar",
                        "select (select p.commits from push p where p.workspace_id = w.id limit 1) from workspace w where w.id = ?"),
                hostile(
                        "materialised, filtered later",
                        "with x as materialized (select id, workspace_id from push) select id from x where workspace_id = ?"),
                hostile(
                        "a window, filtered later",
                        "select * from (select workspace_id, id, count(*) over () from push) x where workspace_id = ?"),
                hostile("recursive", """
                        with recursive x as (select id, repository_id from push where workspace_id = ?
                                             union all select p.id, p.repository_id from push p join x using (repository_id)) select id from x
                        """),
                hostile(
                        "a full join",
                        "select b.id from push a full join review b on b.workspace_id = a.workspace_id and a.workspace_id = ?"),
                hostile(
                        "a right join",
                        "select b.id from push a right join review b on b.workspace_id = a.workspace_id and a.workspace_id = ?"),
                hostile("as text", "select id from push where workspace_id::text = ?"),
                hostile("as json", "select id from push p where (to_jsonb(p) ->> 'workspace_id')::uuid = ?"),
                hostile("as an array", "select id from push where array[workspace_id] = array[?::uuid]"),
                hostile(
                        "as one of several rows",
                        "select id from push where (workspace_id, commits) in ((?, 1), (gen_random_uuid(), 2))"),
                hostile("as one of two truths", "select id from push where (workspace_id = ?) = (commits = 1)"),
                hostile("between", "select id from push where workspace_id between ? and ?"),
                hostile("by place", "select id from push where ctid = '(0,1)'"),
                hostile(
                        "by the context's own function",
                        "select id from push where workspace_id = (select mullion.workspace())"));
    }

    static Stream<Arguments> wordsThatHide() {
        return Stream.of(
                hostile(
                        "in a limit",
                        "select id from push where workspace_id = ? limit length(set_config('a.b', 'x', true))"),
                hostile(
                        "in an offset",
                        "select id from push where workspace_id = ? offset length(set_config('a.b', 'x', true))"),
                hostile(
                        "in a list of values",
                        "select v.x from push p, (values (set_config('a.b', ?, true)), ('b')) v (x) where p.workspace_id = ?"),
                hostile("in what an upsert sets", UPSERT + "set_config('a.b', ?, true)"),
                hostile(
                        "in a window's frame",
                        "select sum(commits) over (order by at rows length(set_config('a.b', 'c', true)) preceding) from push where workspace_id = ?"),
                hostile(
                        "in quotes",
                        "select v.x from push p, (values (\"set_config\"('a.b', 'x', true)), ('b')) v (x) where p.workspace_id = ?"),
                hostile(
                        "with a comment between",
                        "select v.x from push p, (values (set_config/**/('a.b', 'x', true)), ('b')) v (x) where p.workspace_id = ?"),
                hostile(
                        "in escapes",
                        "select v.x from push p, (values (U&\"\\0073et_config\"('a.b', 'x', true)), ('b')) v (x) where p.workspace_id = ?"),
                hostile(
                        "in capitals",
                        "select id from push where workspace_id = ? limit length(SET_CONFIG('a.b', 'x', true))"),
                hostile(
                        "a query inside a function",
                        "select t.word from push p, ts_stat('select to_tsvector(text) from mullion.label') t where p.workspace_id = ?"),
                hostile(
                        "a query inside another",
                        "select id from push where workspace_id = ? and ts_rewrite('a', 'select a, b from x') is not null"),
                hostile(
                        "a schema as xml",
                        "select table_to_xmlschema('push', true, true, '') from push where workspace_id = ?"),
                hostile(
                        "the guard's own function",
                        "select mullion_guard.plan('select 1') from push where workspace_id = ?"),
                hostile("into a new table", "select id into mine from push where workspace_id = ?"),
                hostile(
                        "merge in a common table",
                        "with x as (merge into route r using (select 1 w) s on true when matched then delete returning r.kind) select kind from x"),
                hostile("catalogue functions", "select pg_get_viewdef(1) from push where workspace_id = ?"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"namesThatMislead", "readsInOddPlaces", "wordsThatHide"})
    @Attack({"isolation-19", "isolation-20", "isolation-35", "isolation-39"})
    void refuses(String name, String sql) {
        assertThat(tenancy.guard.judge(sql, Plans.FITTED)).isInstanceOf(StatementGuard.Refused.class);
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                hostile(
                        "another table's name as alias",
                        "select label.id from push label where label.workspace_id = ?"),
                hostile(
                        "two own branches",
                        "select id from push where workspace_id = ? union all select id from push where workspace_id = ?"),
                hostile(
                        "a loop over an own table",
                        "select b.id from push a join review b on b.workspace_id = a.workspace_id where a.workspace_id = ?"),
                hostile(
                        "lateral over an own table",
                        "select x.id from push p, lateral (select r.id from review r where r.workspace_id = p.workspace_id offset 0) x where p.workspace_id = ?"),
                hostile("a row of two", "select id from push where (workspace_id, commits) = (?, 1)"),
                hostile("locking", "select id from push where workspace_id = ? for update skip locked"),
                hostile(
                        "an insert from an own table",
                        INSERT
                                + "select r.workspace_id, 'repository', r.id, 'x', now() from repository r where r.workspace_id = ?"),
                hostile("nothing at all", "select id from push where 1 = 0"));
    }

    /** What a stricter reading of plans must not lose. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void harmless(String name, String sql) {
        assertThat(tenancy.guard.judge(sql, Plans.FITTED)).isInstanceOf(StatementGuard.Allowed.class);
    }

    /** A second statement that only the server would find is not run by the function that explains. */
    @Test
    @Attack("isolation-19")
    void theExplainingFunctionTakesOneStatement() throws SQLException {
        try (var injected = InjectedSql.in(tenancy)) {
            assertThat(injected.errorOf(
                            "select mullion_guard.plan('select 1; select set_config(''a.b'', ''x'', false)')"))
                    .contains("cannot open multi-query plan");
            assertThat(injected.tried("select coalesce(current_setting('a.b', true), 'unset')"))
                    .containsExactly("unset");
        }
    }

    /** A table that lost its row security is guarded all the more, not less. */
    @Test
    @Attack("isolation-58")
    void guardsATableWhoseRowSecurityIsOff() {
        tenancy.execute(tenancy.administrator(), "alter event trigger mullion_schema_rules disable");
        tenancy.execute(TestTenancy.OWNER, "alter table mullion.review disable row level security");
        try {
            assertThat(tenancy.guard.judge("select state from review", Plans.FITTED))
                    .isInstanceOf(StatementGuard.Refused.class);
        } finally {
            tenancy.execute(TestTenancy.OWNER, "alter table mullion.review enable row level security");
            tenancy.execute(tenancy.administrator(), "alter event trigger mullion_schema_rules enable");
        }
    }

    /** A lock during a migration says nothing about the statement: the next try is judged anew. */
    @Test
    @Attack("reliability-45")
    void remembersNoVerdictOfAMomentWhenItCouldNotAsk() throws SQLException {
        HikariConfig impatient = TenancyConfiguration.pool(
                "impatient", new DatabaseAccess(tenancy.database.jdbcUrl(), TestTenancy.APP, false), 1, true);
        impatient.addDataSourceProperty("options", "-c lock_timeout=50ms");
        String sql = "select count(*) from push where workspace_id = ?";
        try (var source = new HikariDataSource(impatient);
                Connection migration = tenancy.connectAs(TestTenancy.OWNER);
                var lock = migration.createStatement()) {
            var guard = new StatementGuard(new PlanSource(source));
            migration.setAutoCommit(false);
            lock.execute("lock table mullion.push in access exclusive mode");
            assertThatThrownBy(() -> guard.judge(sql, Plans.FITTED))
                    .isInstanceOf(CannotGetJdbcConnectionException.class);
            migration.rollback();
            assertThat(guard.judge(sql, Plans.FITTED)).isInstanceOf(StatementGuard.Allowed.class);
        }
    }

    private static Arguments hostile(String name, String sql) {
        return Arguments.of(name, sql);
    }
}
