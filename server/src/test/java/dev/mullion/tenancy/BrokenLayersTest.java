package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mullion.Attack;
import dev.mullion.checks.Check;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check of {@code verify isolation} goes red when what it watches is gone, and green again when it is back. */
@Attack("isolation-58")
class BrokenLayersTest {

    private static final String CONTEXT = """
            create or replace function mullion.workspace() returns uuid language plpgsql stable security definer
                parallel restricted cost 200 set search_path = pg_catalog, pg_temp as $$ begin return %s; end $$
            """;
    private static final String BARE =
            CONTEXT.formatted("left(nullif(current_setting('mullion.context', true), ''), 36)::uuid");
    private static final String FORGETFUL = CONTEXT.formatted("""
            left(set_config('forgotten.context', coalesce(nullif(current_setting('mullion.context', true), ''),
                 current_setting('forgotten.context', true)), false), 36)::uuid
            """);
    private static final String OPEN = "alter table mullion.canary disable row level security";
    private static final String CLOSED = "alter table mullion.canary enable row level security";

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    static Stream<Arguments> rolesAndCatalogue() {
        return Stream.of(
                broken("roles.attributes", "alter role mullion_app createdb", "alter role mullion_app nocreatedb"),
                broken("roles.memberships", "grant pg_monitor to mullion_app", "revoke pg_monitor from mullion_app"),
                broken(
                        "roles.privileges",
                        "grant create on schema mullion to mullion_app",
                        "revoke create on schema mullion from mullion_app"),
                broken(
                        "roles.ownership",
                        "alter table mullion.review owner to mullion_app",
                        "alter table mullion.review owner to mullion_owner"),
                broken(
                        "roles.context-key",
                        "grant select on mullion_context.key to mullion_app",
                        "revoke select on mullion_context.key from mullion_app"),
                broken(
                        "catalogue.tenant-columns",
                        "create table mullion.note (id uuid primary key)",
                        "drop table mullion.note"),
                broken(
                        "catalogue.row-security",
                        "alter table mullion.push no force row level security",
                        "alter table mullion.push force row level security"),
                broken(
                        "catalogue.policies",
                        "create policy stray on mullion.push to mullion_app using (true)",
                        "drop policy stray on mullion.push"),
                broken("catalogue.keys", "create unique index one on mullion.push (id)", "drop index mullion.one"),
                broken(
                        "catalogue.foreign-keys",
                        "alter table mullion.canary add constraint x foreign key (workspace_id, parent) references mullion.canary (workspace_id, id) on delete cascade",
                        "alter table mullion.canary drop constraint x"),
                broken(
                        "catalogue.privileges",
                        "grant truncate on mullion.push to mullion_app",
                        "revoke truncate on mullion.push from mullion_app"),
                broken("catalogue.views", "create sequence mullion.counter", "drop sequence mullion.counter"),
                broken(
                        "catalogue.functions",
                        "alter function mullion.workspace() immutable",
                        "alter function mullion.workspace() stable"),
                broken(
                        "catalogue.triggers",
                        "alter table mullion.audit_event disable trigger append_only",
                        "alter table mullion.audit_event enable trigger append_only"),
                broken("catalogue.publications", "create publication leak for all tables", "drop publication leak"),
                broken(
                        "catalogue.ownership",
                        "alter table mullion.review owner to postgres",
                        "alter table mullion.review owner to mullion_owner"),
                broken(
                        "catalogue.rules",
                        "revoke execute on function mullion_guard.schema_faults() from mullion_app",
                        "grant execute on function mullion_guard.schema_faults() to mullion_app"),
                broken(
                        "roles.rules",
                        "revoke execute on function mullion_guard.role_faults() from mullion_app",
                        "grant execute on function mullion_guard.role_faults() to mullion_app"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rolesAndCatalogue(String check, String breaking, String mending) {
        asAdministrator(breaking);
        try {
            assertThat(outcomes(new SchemaRules(tenancy.global).run())).containsEntry(check, Check.Outcome.FAILED);
        } finally {
            asAdministrator(mending);
        }
    }

    static Stream<Arguments> contextAndProbes() {
        String mended = DatabaseSetup.read("3_schemas");
        return Stream.of(
                broken("context.own", CONTEXT.formatted("null"), mended),
                broken("context.none", CONTEXT.formatted("'0198c000-0000-7000-8000-000000000001'"), mended),
                broken("context.after-commit", FORGETFUL, mended),
                broken(
                        "context.forged context.expired context.other-backend context.other-workspace"
                                + " context.set-config-injection catalogue.functions-as-shipped",
                        BARE,
                        mended),
                broken(
                        "probe.read probe.count probe.lock probe.insert probe.update probe.delete probe.merge"
                                + " probe.upsert probe.without-context probe.every-table",
                        OPEN,
                        CLOSED),
                broken(
                        "probe.move",
                        OPEN + "; grant update (workspace_id) on mullion.canary to mullion_app",
                        CLOSED + "; revoke update (workspace_id) on mullion.canary from mullion_app"),
                broken(
                        "probe.foreign-key",
                        "alter table mullion.canary drop constraint canary_workspace_id_parent_fkey",
                        "alter table mullion.canary add foreign key (workspace_id, parent) references mullion.canary (workspace_id, id)"),
                broken(
                        "probe.group",
                        "revoke insert on mullion.canary from mullion_app",
                        "grant insert on mullion.canary to mullion_app"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void contextAndProbes(String checks, String breaking, String mending) {
        asAdministrator(breaking);
        try {
            var outcomes = outcomes(tenancy.verification().run());
            assertThat(checks.split(" "))
                    .allSatisfy(check -> assertThat(outcomes).containsEntry(check, Check.Outcome.FAILED));
        } finally {
            asAdministrator(mending);
        }
        assertThat(outcomes(tenancy.verification().run())).doesNotContainValue(Check.Outcome.FAILED);
    }

    static Stream<Arguments> whatTakesASuperuser() {
        return Stream.of(
                broken(
                        "catalogue.event-trigger",
                        "alter event trigger mullion_schema_rules disable",
                        "alter event trigger mullion_schema_rules enable"),
                broken(
                        "catalogue.event-trigger",
                        "alter table mullion_guard.change_note disable trigger refuse_faults",
                        "alter table mullion_guard.change_note enable trigger refuse_faults"),
                broken(
                        "roles.functions",
                        "grant execute on function lo_create(oid) to public",
                        "revoke execute on function lo_create(oid) from public"),
                broken(
                        "statistics.hidden",
                        "grant select on pg_stat_activity to public",
                        "revoke select on pg_stat_activity from public"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatTakesASuperuser(String check, String breaking, String mending) {
        tenancy.execute(tenancy.administrator(), breaking);
        try {
            assertThat(outcomes(new SchemaRules(tenancy.global).run())).containsEntry(check, Check.Outcome.PARTIAL);
        } finally {
            tenancy.execute(tenancy.administrator(), mending);
        }
    }

    @Test
    void tellsOfAStatementGuardThatIsNotThere() {
        var open = new Unguarded(tenancy);
        var verification = tenancy.verificationWith(Unguarded.sql(tenancy), open);
        assertThat(outcomes(verification.run()))
                .containsEntry("guard.statement", Check.Outcome.FAILED)
                .containsEntry("guard.value", Check.Outcome.FAILED)
                .containsEntry("guard.ledger", Check.Outcome.FAILED);
    }

    @Test
    void tellsOfADataSourceThatLendsToAnyone() {
        var open = new TenantSql(tenancy.globalPool);
        assertThat(outcome("probe.group", tenancy.verificationWith(open, tenancy.guard)))
                .isEqualTo(Check.Outcome.FAILED);
    }

    @Test
    void tellsOfClocksThatAreFarApart() {
        var late = TenancyConfiguration.isolationVerification(
                tenancy.globalPool,
                tenancy.signer,
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-2)),
                tenancy.workspaces,
                tenancy.tenant,
                tenancy.guard);
        assertThat(outcome("context.clock", late)).isEqualTo(Check.Outcome.FAILED);
    }

    @Test
    @Attack("isolation-16")
    void tellsOfAConnectionThatMixesParametersIntoTheText() {
        var config = TenancyConfiguration.pool(
                "simple", new DatabaseAccess(tenancy.database.jdbcUrl(), TestTenancy.APP, false), 2, true);
        config.addDataSourceProperty("preferQueryMode", "simple");
        try (var simple = new HikariDataSource(config)) {
            var verification = TenancyConfiguration.isolationVerification(
                    simple, tenancy.signer, tenancy.clock, tenancy.workspaces, tenancy.tenant, tenancy.guard);
            assertThat(outcome("driver.query-mode", verification)).isEqualTo(Check.Outcome.FAILED);
        }
    }

    private static Arguments broken(String check, String breaking, String mending) {
        return Arguments.of(check, breaking, mending);
    }

    private static void asAdministrator(String sql) {
        tenancy.execute(
                tenancy.administrator(),
                "alter event trigger mullion_schema_rules disable; " + sql
                        + "; alter event trigger mullion_schema_rules enable");
    }

    private static Map<String, Check.Outcome> outcomes(List<Check> checks) {
        return checks.stream().collect(Collectors.toMap(Check::name, Check::outcome));
    }

    private static Check.Outcome outcome(String name, IsolationVerification verification) {
        return Objects.requireNonNull(outcomes(verification.run()).get(name), name);
    }
}
