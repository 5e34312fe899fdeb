package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks every rule of the schema in a transaction that is rolled back, with the event trigger out of the way. */
class SchemaRulesTest {

    private static final String PARTITIONED = """
            create table mullion.piece (workspace_id uuid not null, id uuid, primary key (workspace_id, id))
                partition by hash (workspace_id);
            select mullion.protect('mullion.piece');
            create table mullion.piece_0 partition of mullion.piece for values with (modulus 1, remainder 0)
            """;

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @Test
    void theMigratedSchemaBreaksNone() {
        assertThat(new SchemaRules(tenancy.global).schemaFaults()).isEmpty();
        assertThat(tenancy.missingLayers).isEmpty();
    }

    static Stream<Arguments> breachesOfTables() {
        return Stream.of(
                breach("tenant-column", "a table without tenant", "create table mullion.note (id uuid primary key)"),
                breach("tenant-column", "a copy elsewhere", """
                        create schema other authorization mullion_owner;
                        create table other.copy as select * from mullion.push
                        """),
                breach("tenant-column", "a nullable tenant", "create table mullion.note (workspace_id uuid, id uuid)"),
                breach("tenant-column", "a tenant by default", """
                        alter table mullion.push alter workspace_id set default gen_random_uuid()
                        """),
                breach("tenant-column", "a tenant as text", "create table mullion.note (workspace_id text not null)"),
                breach("tenant-column", "a tenant one may change", """
                        grant update (workspace_id) on mullion.push to mullion_app
                        """),
                breach("row-security", "a copy of the columns", """
                        create table mullion.copy (like mullion.push including all)
                        """),
                breach("row-security", "a copy of the rows", "create table mullion.copy as select * from mullion.push"),
                breach("row-security", "a partition", PARTITIONED),
                breach("row-security", "switched off", "alter table mullion.push disable row level security"),
                breach("row-security", "not forced", "alter table mullion.push no force row level security"),
                breach("keys", "unique across tenants", "create unique index on mullion.push (id)"),
                breach("keys", "unique by an expression", "create unique index on mullion.push ((commits + 1))"),
                breach("keys", "exclusion across tenants", """
                        alter table mullion.push add exclude using btree (id with =)
                        """),
                breach("keys", "no key", "alter table mullion.review drop constraint review_pkey"),
                breach("foreign-keys", "of one column", """
                        create unique index one on mullion.repository (id);
                        alter table mullion.push add foreign key (repository_id) references mullion.repository (id)
                        """),
                breach("foreign-keys", "with a cascade", cascading("on delete cascade")),
                breach("foreign-keys", "that sets null", cascading("on delete set null")),
                breach("foreign-keys", "that cascades a change", cascading("on update cascade")),
                breach("ownership", "another owner", "alter table mullion.push owner to postgres"),
                breach("publications", "of all tables", "create publication leak for all tables"),
                breach("publications", "of one table", "create publication leak for table mullion.push"),
                breach("publications", "of the schema", "create publication leak for tables in schema mullion"));
    }

    private static String cascading(String action) {
        return "alter table mullion.delivery add foreign key (workspace_id, connection_id)"
                + " references mullion.connection (workspace_id, id) " + action;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    @Attack({"isolation-1", "isolation-2", "isolation-5", "isolation-6", "isolation-7", "isolation-14"})
    void breachesOfTables(String rule, String name, String sql) {
        assertThat(rulesBrokenBy(sql)).contains(rule);
    }

    static Stream<Arguments> breachesOfPolicies() {
        return Stream.of(
                breach("policies", "true", "create policy stray on mullion.push to mullion_app using (true)"),
                breach("policies", "or", """
                        create policy stray on mullion.push to mullion_app
                            using (workspace_id = (select mullion.workspace()) or commits = 0)
                        """),
                breach("policies", "no context means everything", """
                        create policy stray on mullion.push to mullion_app
                            using (workspace_id = (select mullion.workspace()) or (select mullion.workspace()) is null)
                        """),
                breach("policies", "a constant in place of none", """
                        create policy stray on mullion.push to mullion_app
                            using (workspace_id = coalesce((select mullion.workspace()), '0198c000-0000-7000-8000-000000000001'))
                        """),
                breach("policies", "through an unprotected table", """
                        create policy stray on mullion.push to mullion_app
                            using (workspace_id in (select r.workspace_id from mullion.membership_route r))
                        """),
                breach("policies", "a volatile function", """
                        create policy stray on mullion.push to mullion_app using (random() > 0)
                        """),
                breach("policies", "writing anything", "alter policy own on mullion.push with check (true)"),
                breach("policies", "no floor", "drop policy floor on mullion.push"),
                breach("policies", "a floor for some", "alter policy floor on mullion.push to mullion_app"),
                breach("policies", "no policy of the roles", "drop policy own on mullion.push"),
                breach("policies", "open to everyone", "alter policy own on mullion.push to public"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    @Attack({"isolation-8", "isolation-9", "isolation-10", "isolation-39"})
    void breachesOfPolicies(String rule, String name, String sql) {
        assertThat(rulesBrokenBy(sql)).contains(rule);
    }

    static Stream<Arguments> breachesByObjects() {
        return Stream.of(
                breach("privileges", "truncate", "grant truncate on mullion.push to mullion_app"),
                breach("privileges", "references", "grant references on mullion.push to mullion_app"),
                breach("privileges", "trigger", "grant trigger on mullion.push to mullion_app"),
                breach("privileges", "maintain", "grant maintain on mullion.push to mullion_app"),
                breach("privileges", "grant option", "grant select on mullion.push to mullion_app with grant option"),
                breach("privileges", "everyone", "grant select on mullion.workspace to public"),
                breach("privileges", "a column to everyone", "grant select (id) on mullion.push to public"),
                breach("privileges", "references of a column", "grant references (id) on mullion.push to mullion_app"),
                breach("views", "of its owner", "create view mullion.all_pushes as select * from mullion.push"),
                breach("views", "without barrier", """
                        create view mullion.all_pushes with (security_invoker = true) as select * from mullion.push
                        """),
                breach("views", "replaced", """
                        create view mullion.all_pushes with (security_invoker = true, security_barrier = true)
                            as select * from mullion.push;
                        create or replace view mullion.all_pushes as select * from mullion.push
                        """),
                breach("views", "materialised", "create materialized view mullion.m as select * from mullion.push"),
                breach("views", "foreign", """
                        create foreign data wrapper elsewhere; create server elsewhere foreign data wrapper elsewhere;
                        create foreign table mullion.far (workspace_id uuid) server elsewhere
                        """),
                breach("views", "a sequence that counts", "create sequence mullion.counter"),
                breach("functions", "leakproof", """
                        create function mullion.f() returns int language sql leakproof as 'select 1'
                        """),
                breach("functions", "of its definer", """
                        create function mullion.f() returns int language sql security definer
                            set search_path = pg_catalog, pg_temp as 'select 1'
                        """),
                breach(
                        "functions",
                        "for everyone",
                        "create function mullion.f() returns int language sql as 'select 1'"),
                breach("functions", "immutable context", "alter function mullion.workspace() immutable"),
                breach("functions", "volatile context", "alter function mullion.workspace() volatile"),
                breach("functions", "context in workers", "alter function mullion.workspace() parallel safe"),
                breach("functions", "context of another", "alter function mullion.workspace() owner to postgres"),
                breach("functions", "context of its caller", "alter function mullion.workspace() security invoker"),
                breach(
                        "functions",
                        "temporary names first",
                        "alter function mullion.workspace() set search_path = pg_catalog"),
                breach("rules-and-triggers", "a rule", """
                        create rule also as on insert to mullion.push do also select 1
                        """),
                breach("rules-and-triggers", "a stronger trigger", """
                        create function mullion.strong() returns trigger language plpgsql as 'begin return new; end';
                        create trigger strong before insert on mullion.push execute function mullion.strong()
                        """),
                breach("rules-and-triggers", "an append-only log no more", """
                        alter table mullion.audit_event disable trigger append_only
                        """),
                breach("rules-and-triggers", "foreign keys asleep", "alter table mullion.delivery disable trigger all"),
                breach("rules-and-triggers", "another event trigger", """
                        create function public.quiet() returns event_trigger language plpgsql as 'begin end';
                        create event trigger quiet on ddl_command_end execute function public.quiet()
                        """));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    @Attack({"isolation-4", "isolation-10", "isolation-11", "isolation-12", "isolation-13", "isolation-36"})
    void breachesByObjects(String rule, String name, String sql) {
        assertThat(rulesBrokenBy(sql)).contains(rule);
    }

    private static Arguments breach(String rule, String name, String sql) {
        return Arguments.of(rule, name, sql);
    }

    private static List<String> rulesBrokenBy(String sql) {
        try (Connection connection = tenancy.connectAs(tenancy.administrator());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter event trigger mullion_schema_rules disable");
            statement.execute(sql);
            List<String> rules = new ArrayList<>();
            try (var faults = statement.executeQuery("select rule from mullion_guard.schema_faults()")) {
                while (faults.next()) {
                    rules.add(faults.getString(1));
                }
            }
            connection.rollback();
            return rules;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
