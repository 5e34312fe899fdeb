package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementGuardTest {

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    static Stream<Arguments> allowed() {
        return Stream.of(
                Arguments.of("one table", "select id from push where workspace_id = ?", "[1]"),
                Arguments.of("the other way round", "select id from push where ? = workspace_id", "[1]"),
                Arguments.of(
                        "negated twice, which is plain", "select id from push where not (workspace_id <> ?)", "[1]"),
                Arguments.of("by key", "select id from push where id = ? and workspace_id = ?", "[2]"),
                Arguments.of("a join with both predicates", """
                        select p.id from pull_request p
                          join repository r on r.workspace_id = ? and r.id = p.repository_id
                         where p.workspace_id = ?
                        """, "[1, 2]"),
                Arguments.of("an outer join with both predicates", """
                        select p.id, l.text from pull_request p
                          left join label l on l.workspace_id = ? and l.external_id = p.repository_id
                         where p.workspace_id = ?
                        """, "[1, 2]"),
                Arguments.of("a global table", "select slug from workspace where id = ?", "[]"),
                Arguments.of("an insert", """
                        insert into label (external_id, workspace_id, kind, text, as_of)
                        values (?, ?, 'repository', ?, now())
                        """, "[2]"),
                Arguments.of("an upsert of arrays", """
                        insert into label (workspace_id, kind, external_id, text, as_of)
                        select ?, 'repository', u.id, u.text, u.at
                          from unnest(?::bigint[], ?::text[], ?::timestamptz[]) u (id, text, at)
                            on conflict (workspace_id, kind, external_id)
                            do update set text = excluded.text, as_of = excluded.as_of
                         where label.as_of < excluded.as_of
                        """, "[1]"),
                Arguments.of(
                        "an update", "update pull_request set state = 'open' where workspace_id = ? and id = ?", "[1]"),
                Arguments.of("a delete", "delete from label where workspace_id = ?", "[1]"),
                Arguments.of("grouping and windows", """
                        select date_trunc('week', merged_at) w, count(*),
                               percentile_cont(0.5) within group (order by merged_at - opened_at)
                          from pull_request where workspace_id = ? group by 1 order by 1
                        """, "[1]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void allowed(String name, String sql, String places) {
        for (Plans how : Plans.values()) {
            assertThat(tenancy.guard.judge(sql, how))
                    .as(how.name())
                    .isInstanceOfSatisfying(
                            StatementGuard.Allowed.class,
                            verdict -> assertThat(verdict.workspaceParameters()).hasToString(places));
        }
    }

    static Stream<Arguments> bypasses() {
        return Stream.of(
                Arguments.of("no predicate", "select id from push"),
                Arguments.of("or true", "select id from push where workspace_id = ? or true"),
                Arguments.of("or another condition", "select id from push where workspace_id = ? or commits > 0"),
                Arguments.of("not equal", "select id from push where workspace_id <> ?"),
                Arguments.of(
                        "a literal", "select id from push where workspace_id = '0198c000-0000-7000-8000-000000000001'"),
                Arguments.of(
                        "equal to itself", "select id from push where workspace_id = coalesce(?::uuid, workspace_id)"),
                Arguments.of("any of several", "select id from push where workspace_id = any (?::uuid[])"),
                Arguments.of("in a list", "select id from push where workspace_id in (?, ?)"),
                Arguments.of("is not distinct", "select id from push where workspace_id is not distinct from ?"),
                Arguments.of("a case", "select id from push where case when ?::uuid is null then true else true end"),
                Arguments.of("in a comment", "select id from push /* where workspace_id = ? */ -- workspace_id = ?"),
                Arguments.of(
                        "in a text",
                        "select id from label, (values ('(label.workspace_id = $1001)')) x (y) where text = y"),
                Arguments.of(
                        "in a text that closes parentheses",
                        "select id from push where branch::text = ') AND (push.workspace_id = $1001) AND (' and commits = ?"),
                Arguments.of(
                        "one table of a join only",
                        "select l.text from pull_request p join label l on l.external_id = p.repository_id where p.workspace_id = ?"),
                Arguments.of(
                        "the outer side of a join only",
                        "select l.text from label l left join push p on p.workspace_id = ? and l.workspace_id = p.workspace_id"),
                Arguments.of("a subquery", "select id, (select count(*) from review) from push where workspace_id = ?"),
                Arguments.of("exists", "select slug from workspace w where exists (select from push p where p.id = ?)"),
                Arguments.of("a common table", "with x as (select id from push) select id from x"),
                Arguments.of(
                        "a common table that deletes",
                        "with x as (delete from label returning text) select text from x where text = ?"),
                Arguments.of(
                        "one branch of a union",
                        "select id from push where workspace_id = ? union all select id from push"),
                Arguments.of(
                        "lateral",
                        "select x.id from push p, lateral (select r.id from review r) x where p.workspace_id = ?"),
                Arguments.of(
                        "an insert without workspace",
                        "insert into label (kind, external_id, text, as_of) values ('repository', ?, ?, now())"),
                Arguments.of("an insert with a literal", """
                        insert into label (workspace_id, kind, external_id, text, as_of)
                        values ('0198c000-0000-7000-8000-000000000001', 'repository', ?, ?, now())
                        """),
                Arguments.of("an insert from another table", """
                        insert into label (workspace_id, kind, external_id, text, as_of)
                        select w.id, 'repository', ?, ?, now() from workspace w
                        """),
                Arguments.of("an update without", "update pull_request set state = 'open' where id = ?"),
                Arguments.of(
                        "an update from a join",
                        "update pull_request p set state = 'open' from review r where r.workspace_id = ? and r.pull_request_id = p.id"),
                Arguments.of("moving a row", "update label set workspace_id = ? where workspace_id = ?"),
                Arguments.of(
                        "a delete using",
                        "delete from label l using push p where p.workspace_id = ? and p.repository_id = l.external_id"),
                Arguments.of("merge", """
                        merge into label l using (select ?::uuid w) s on l.workspace_id = s.w
                         when matched then update set text = 'x'
                        """),
                Arguments.of("two statements", "select id from push where workspace_id = ?; select id from push"),
                Arguments.of(
                        "set_config",
                        "select set_config('mullion.context', ?, true), id from push where workspace_id = ?"),
                Arguments.of(
                        "set_config in a condition",
                        "select id from push where workspace_id = ? and set_config('mullion.context', 'x', true) is not null"),
                Arguments.of("set", "set mullion.context = 'x'"),
                Arguments.of("set role", "set role mullion_owner"),
                Arguments.of("copy", "copy push to stdout"),
                Arguments.of("declare", "declare c cursor with hold for select id from push where workspace_id = ?"),
                Arguments.of("do", "do $$ begin perform 1; end $$"),
                Arguments.of("table", "table push"),
                Arguments.of("explain", "explain select id from push where workspace_id = ?"),
                Arguments.of("execute", "execute prepared"),
                Arguments.of("listen", "listen something"),
                Arguments.of("notify", "notify something"),
                Arguments.of("lock", "lock table push"),
                Arguments.of("the catalogue", "select relname from pg_catalog.pg_class"),
                Arguments.of(
                        "a query in a text",
                        "select query_to_xml('select * from push', true, true, '') where ?::text is null"),
                Arguments.of("nothing", ""),
                Arguments.of("what is not SQL", "select from where"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @Attack({"isolation-19", "isolation-20", "isolation-39", "isolation-46", "reliability-37"})
    void bypasses(String name, String sql) {
        for (Plans how : Plans.values()) {
            assertThat(tenancy.guard.judge(sql, how)).as(how.name()).isInstanceOf(StatementGuard.Refused.class);
        }
    }
}
