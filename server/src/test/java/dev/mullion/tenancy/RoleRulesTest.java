package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Makes the roles stronger than they may be, and the owner break rules as an ordinary migration would. */
class RoleRulesTest {

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
    void theRolesOfANewServerAreNoStrongerThanTheyMayBe() {
        assertThat(new SchemaRules(tenancy.global).roleFaults()).isEmpty();
    }

    static Stream<Arguments> strongerRoles() {
        return Stream.of(
                Arguments.of("attributes", "alter role mullion_app superuser"),
                Arguments.of("attributes", "alter role mullion_app bypassrls"),
                Arguments.of("attributes", "alter role mullion_app createrole"),
                Arguments.of("attributes", "alter role mullion_app replication"),
                Arguments.of("attributes", "alter role mullion_owner bypassrls"),
                Arguments.of("attributes", "alter role mullion_context login"),
                Arguments.of("attributes", "grant set on parameter session_replication_role to mullion_app"),
                Arguments.of("membership", "grant pg_read_all_data to mullion_app"),
                Arguments.of("membership", "grant mullion_owner to mullion_app"),
                Arguments.of(
                        "membership",
                        "create role between_them; grant pg_monitor to between_them; grant between_them to mullion_app"),
                Arguments.of("ownership", "alter table mullion.push owner to mullion_app"),
                Arguments.of("creation", "grant create on schema mullion to mullion_app"),
                Arguments.of("creation", "grant create on schema public to public"),
                Arguments.of(
                        "creation",
                        "do $$ begin execute 'grant temporary on database ' || current_database() || ' to public'; end $$"),
                Arguments.of(
                        "creation",
                        "do $$ begin execute 'grant create on database ' || current_database() || ' to mullion_app'; end $$"),
                Arguments.of("functions", "grant execute on function lo_create(oid) to public"),
                Arguments.of("functions", "grant execute on function pg_notify(text, text) to mullion_app"),
                Arguments.of("functions", "grant execute on function pg_read_file(text) to mullion_app"),
                Arguments.of("functions", "create extension dblink schema public"),
                Arguments.of("statistics", "grant select on pg_catalog.pg_stat_activity to public"),
                Arguments.of("statistics", "grant select on pg_catalog.pg_class to mullion_app"),
                Arguments.of("context-key", "grant select on mullion_context.key to mullion_app"),
                Arguments.of("context-key", "grant insert on mullion_context.key to mullion_owner"),
                Arguments.of(
                        "context-key",
                        "grant execute on function mullion_context.install_key(int, bytea, bytea) to mullion_app"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    @Attack({"isolation-3", "isolation-4", "isolation-15", "isolation-35"})
    void strongerRoles(String rule, String sql) throws SQLException {
        try (Connection connection = tenancy.connectAs(tenancy.administrator());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter event trigger mullion_schema_rules disable");
            statement.execute(sql);
            List<String> rules = new ArrayList<>();
            try (var faults = statement.executeQuery("select rule from mullion_guard.role_faults()")) {
                while (faults.next()) {
                    rules.add(faults.getString(1));
                }
            }
            connection.rollback();
            assertThat(rules).contains(rule);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mullion.note (id uuid primary key)",
                "create table mullion.copy as select * from mullion.push",
                "create table mullion.copy (like mullion.push including all)",
                "alter table mullion.push disable row level security",
                "alter table mullion.push no force row level security",
                "drop policy floor on mullion.push",
                "create policy stray on mullion.push to mullion_app using (true)",
                "create unique index on mullion.push (id)",
                "alter table mullion.push alter workspace_id set default gen_random_uuid()",
                "alter table mullion.push rename workspace_id to tenant",
                "comment on table mullion.workspace is null",
                "grant truncate on mullion.push to mullion_app",
                "grant update on mullion.push to mullion_app",
                "create view mullion.all_pushes as select * from mullion.push",
                "create materialized view mullion.m as select * from mullion.push",
                "create sequence mullion.counter",
                "create function mullion.f() returns int language sql as 'select 1'; grant execute on function mullion.f() to public",
                "alter table mullion.audit_event disable trigger append_only",
                "drop function mullion.workspace() cascade"
            })
    @Attack({
        "isolation-1",
        "isolation-2",
        "isolation-4",
        "isolation-5",
        "isolation-7",
        "isolation-8",
        "isolation-9",
        "isolation-12"
    })
    void theOwnersTransactionIsRefusedAtCommit(String sql) {
        assertThatThrownBy(() -> tenancy.execute(TestTenancy.OWNER, sql))
                .hasMessageContaining("would break the rules of tenancy");
        assertThat(new SchemaRules(tenancy.global).schemaFaults()).isEmpty();
    }

    @Test
    void whatIsWholeAtCommitIsAccepted() {
        tenancy.execute(TestTenancy.OWNER, """
                create table mullion.note (workspace_id uuid not null, id uuid not null, primary key (workspace_id, id));
                select mullion.protect('mullion.note')
                """);
        assertThat(new SchemaRules(tenancy.global).schemaFaults()).isEmpty();
        tenancy.execute(TestTenancy.OWNER, "drop table mullion.note");
    }

    /** The switch-off itself is the administrator's alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter event trigger mullion_schema_rules disable",
                "alter table mullion_guard.change_note disable trigger refuse_faults",
                "create or replace function mullion_guard.schema_faults() returns table (rule text, object text, fault text) language sql as 'select 1,1,1 where false'",
                "set session_replication_role = replica",
                "set event_triggers = off",
                "select inner_pad from mullion_context.key"
            })
    @Attack("isolation-13")
    void theOwnerCannotSwitchTheRulesOff(String sql) {
        assertThatThrownBy(() -> tenancy.execute(TestTenancy.OWNER, sql)).isInstanceOf(IllegalStateException.class);
    }
}
