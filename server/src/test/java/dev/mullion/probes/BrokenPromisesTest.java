package dev.mullion.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.probes.CarelessFilter.Fault;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.Trust;
import dev.mullion.trust.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each probe goes red when what it watches is broken, and is green again when it is mended. */
@SuppressWarnings("NullAway.Init")
class BrokenPromisesTest {

    private static TestServer server;
    private static CarelessFilter careless;

    @BeforeAll
    static void start() {
        System.setProperty("spring.profiles.active", CarelessFilter.PROFILE);
        try {
            server = TestServer.start();
        } finally {
            System.clearProperty("spring.profiles.active");
        }
        careless = server.bean(CarelessFilter.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "LETS_STRANGERS_IN, P15, strangers.without-credentials",
        "BELIEVES_ANY_TOKEN, P15, strangers.forged-token",
        "FORGETS_MEMBERSHIP, P17, membership.person",
        "TELLS_THAT_IT_IS_THERE, P17, membership.person",
        "FORGETS_ONE_KEY, P18, keys.none",
        "REPEATS_A_SECRET, P13, secrets.session",
        "ASKS_FOR_A_PASSWORD, P16, passwords.forms",
        "TAKES_BASIC, P16, passwords.basic",
        "WITHOUT_HSTS, P09, headers.page",
        "WITH_INLINE_SCRIPTS, P09, headers.page",
        "COOKIE_WITHOUT_SECURE, P09, cookie.session",
        "WITHOUT_LIMITS, P51, limits.stranger",
        "WITHOUT_LIMITS, P51, limits.credential",
        "WITHOUT_LIMITS, P51, limits.workspace",
        "SAYS_DONE_AND_DOES_NOTHING, P32, audit.recorded"
    })
    void overHttp(Fault fault, String promise, String check) {
        careless.become(fault);
        try {
            assertThat(failed(promise)).contains(check);
        } finally {
            careless.become(Fault.NONE);
        }
        assertThat(failed(promise)).isEmpty();
    }

    /** By itself: what else P51 floods would use up what its own canaries may ask. */
    @ParameterizedTest
    @EnumSource(names = {"HOOKS_WITHOUT_LIMITS", "FORGETS_OTHER_HOOKS"})
    void inTheLimitsOfHooks(Fault fault) {
        SharedBuckets buckets = server.bean(SharedBuckets.class);
        careless.become(fault);
        try {
            assertThat(buckets.hook().outcome()).isEqualTo(Outcome.FAILED);
        } finally {
            careless.become(Fault.NONE);
        }
        assertThat(buckets.hook().outcome()).isEqualTo(Outcome.OK);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "P05 | columns.documents  | alter table mullion.push add column raw jsonb | alter table mullion.push drop column raw",
                "P05 | columns.kinds      | alter table mullion.push add column note text | alter table mullion.push drop column note",
                "P16 | passwords.columns  | alter table mullion.member add column password_hash text | alter table mullion.member drop column password_hash",
                "P21 | catalogue.row-security | alter table mullion.push no force row level security | alter table mullion.push force row level security",
                "P21 | catalogue.policies | create policy stray on mullion.push to mullion_app using (true) | drop policy stray on mullion.push",
                "P22 | roles.context-key  | grant select on mullion_context.key to mullion_app | revoke select on mullion_context.key from mullion_app",
                "P23 | catalogue.keys     | create unique index one on mullion.push (id) | drop index mullion.one",
                "P20 | probe.read         | alter table mullion.canary disable row level security | alter table mullion.canary enable row level security",
                "P32 | audit.audit_entry.header | grant update (header) on mullion.audit_entry to mullion_app | revoke update (header) on mullion.audit_entry from mullion_app",
                "P32 | audit.installation_event.detail | grant delete on mullion.installation_event to mullion_app | revoke delete on mullion.installation_event from mullion_app",
                "P32 | audit.audit_tile.root | grant truncate on mullion.audit_tile to mullion_app | revoke truncate on mullion.audit_tile from mullion_app",
                "P32 | audit.audit_log    | grant delete on mullion.audit_log to mullion_app | revoke delete on mullion.audit_log from mullion_app",
                "P32 | audit.payload      | alter table mullion.audit_entry disable trigger append_only | alter table mullion.audit_entry enable trigger append_only",
                "P32 | audit.erasure      | alter table mullion.audit_entry disable trigger append_only | alter table mullion.audit_entry enable trigger append_only",
                "P32 | audit.head         | alter table mullion.audit_log disable trigger append_only | alter table mullion.audit_log enable trigger append_only",
                "P32 | audit.prune        | alter table mullion.audit_pruned disable trigger append_only; alter table mullion.audit_entry disable trigger append_only | alter table mullion.audit_pruned enable trigger append_only; alter table mullion.audit_entry enable trigger append_only",
                "P32 | audit.signed       | alter table mullion.audit_checkpoint disable trigger vouched | alter table mullion.audit_checkpoint enable trigger vouched",
                "P32 | audit.tree         | alter table mullion.audit_tile disable trigger vouched | alter table mullion.audit_tile enable trigger vouched",
                "P32 | audit.keys         | alter table mullion.audit_entry disable trigger append | alter table mullion.audit_entry enable trigger append",
                "P32 | audit.around       | grant set on parameter session_replication_role to mullion_app | revoke set on parameter session_replication_role from mullion_app",
                "P32 | audit.triggers     | alter table mullion.audit_entry disable trigger not_emptied | alter table mullion.audit_entry enable trigger not_emptied",
                "P32 | audit.triggers     | alter table mullion.audit_checkpoint disable trigger append_only | alter table mullion.audit_checkpoint enable trigger append_only",
                "P50 | operator.cannot.read-as-the-owner | alter table mullion.push no force row level security | alter table mullion.push force row level security",
                "P50 | operator.can.come-in-as-a-member | revoke insert on mullion.one_time_link from mullion_app | grant insert on mullion.one_time_link to mullion_app",
                "P50 | operator.can.read-members | alter table mullion.member rename column email to mail | alter table mullion.member rename column mail to email"
            })
    @Attack("isolation-58")
    void inTheDatabase(String promise, String check, String breaking, String mending) {
        server.asAdministrator(unwatched(breaking));
        try {
            assertThat(failed(promise)).contains(check);
        } finally {
            server.asAdministrator(unwatched(mending));
        }
        assertThat(failed(promise)).isEmpty();
    }

    @Test
    void inTheTableOfRoutes() throws NoSuchMethodException {
        var handlers = server.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        RequestMappingInfo route = RequestMappingInfo.paths("/unrecorded")
                .methods(RequestMethod.POST)
                .build();
        handlers.registerMapping(route, this, BrokenPromisesTest.class.getDeclaredMethod("changesSomething"));
        try {
            assertThat(failed("P32")).contains("audit.routes");
        } finally {
            handlers.unregisterMapping(route);
        }
        assertThat(failed("P32")).isEmpty();
    }

    void changesSomething() {}

    /** The event trigger would refuse what breaks a rule. */
    private static String unwatched(String sql) {
        return "alter event trigger mullion_schema_rules disable; " + sql
                + "; alter event trigger mullion_schema_rules enable";
    }

    @Test
    void inTheFileOfTheKey() throws IOException {
        Path key = server.bean(Settings.class).masterKeyFile();

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failed("P14")).contains("key.mode");

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(failed("P14")).isEmpty();
    }

    /** The key of a test's server lies in its data folder, as the demo's does. */
    @Test
    void isPartialWhereTheKeyLiesBesideTheData() {
        Evidence seen = check("P14");

        assertThat(seen.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(checks(seen))
                .anyMatch(check -> check.name().equals("key.place") && check.outcome() == Outcome.PARTIAL);
    }

    @Test
    void isRecordedInTheInstallationsOwnLogOnceEachWay() {
        long before = recorded("control.failed");
        careless.become(Fault.WITHOUT_HSTS);
        try {
            check("P09");
            check("P09");
        } finally {
            careless.become(Fault.NONE);
        }
        assertThat(recorded("control.failed")).isEqualTo(before + 1);

        long recovered = recorded("control.recovered");
        check("P09");
        check("P09");
        assertThat(recorded("control.recovered")).isEqualTo(recovered + 1);
    }

    @Test
    void leavesNobodyElsesWorkspaceTouchedAndNoSessionOpen() {
        var workspace = server.newWorkspace();
        long events = events(workspace.id());
        for (String promise : List.of("P09", "P13", "P15", "P17", "P18", "P51")) {
            check(promise);
        }

        assertThat(server.bean(Workspaces.class).list())
                .extracting(listed -> listed.slug().value())
                .noneMatch(slug -> slug.startsWith("canary"));
        assertThat(events(workspace.id())).isEqualTo(events);
        assertThat(server.bean(GlobalSql.class)
                        .sql("select count(*) from session where revoked_at is null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void leavesNoTokenThatItCouldNotRevokeOverHttp() {
        careless.become(Fault.SAYS_DONE_AND_DOES_NOTHING);
        try {
            check("P32");
        } finally {
            careless.become(Fault.NONE);
        }

        WorkspaceId canary = server.bean(CanaryPeople.class).home().id();
        assertThat(counted(canary, """
                select count(*) from api_token where workspace_id = :workspace and revoked_at is null
                """)).isZero();
    }

    @Test
    void aTryThatFoundNothingToTryItOnIsToldFromOneThatWasLet() {
        WorkspaceId workspace = server.newWorkspace().id();
        assertThat(payload(workspace)).endsWith("touched nothing: there was no event to try it on");
        server.bean(Workspaces.class).within(workspace, () -> {
            server.bean(AuditTrail.class)
                    .record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "connection", ""));
            return true;
        });

        server.asAdministrator(unwatched("alter table mullion.audit_entry disable trigger append_only"));
        try {
            assertThat(payload(workspace)).endsWith("was let");
        } finally {
            server.asAdministrator(unwatched("alter table mullion.audit_entry enable trigger append_only"));
        }
    }

    private static String payload(WorkspaceId workspace) {
        return server.bean(OwnRecord.class).run(workspace).stream()
                .filter(check -> check.name().equals("audit.payload") && check.outcome() == Outcome.FAILED)
                .map(Check::detail)
                .findFirst()
                .orElseThrow();
    }

    private static long events(WorkspaceId workspace) {
        return counted(workspace, "select count(*) from audit_entry where workspace_id = :workspace");
    }

    private static long counted(WorkspaceId workspace, String sql) {
        return server.bean(Workspaces.class)
                .within(
                        workspace,
                        () -> server.bean(TenantSql.class)
                                .sql(sql)
                                .query(Long.class)
                                .single());
    }

    private static long recorded(String action) {
        return server.bean(GlobalSql.class)
                .sql("select count(*) from installation_event where action = :action")
                .param("action", action)
                .query(Long.class)
                .single();
    }

    private static List<String> failed(String promise) {
        return checks(check(promise)).stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .map(Check::name)
                .toList();
    }

    private static Evidence check(String promise) {
        return server.bean(Trust.class).checkNow(new PromiseId(promise)).orElseThrow();
    }

    private static List<Check> checks(Evidence evidence) {
        return evidence.finding() instanceof Finding.Tried(var checks) ? checks : List.of();
    }
}
