package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.LogCheck.Found;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy is said in the log before it lets anything go, and what went is judged by it afterwards. */
class PolicyTest {

    private static final TestServer SERVER = TestServer.shared();

    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final Workspace workspace = SERVER.newWorkspace();
    private final PastLog log = new PastLog(SERVER, workspace.id());

    /** 300 events of long ago, 40 of half a year ago, 20 of a month ago. */
    @BeforeEach
    void aLogOfTwoYears() {
        log.record(daysAgo(700), 299);
        log.sign();
        log.record(daysAgo(200), 40);
        log.sign();
        log.record(daysAgo(30), 20);
        log.sign();
    }

    /** What injected SQL can say as the run-time role. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into audit_retention (workspace_id, keep_days) values (:workspace, 90)",
                "insert into audit_retention (workspace_id, keep_days, effective_at) values (:workspace, 400, now())"
            })
    @Attack({"audit-37", "audit-19"})
    void aLogThatIsKeptForEverIsNotShortenedWithoutAnEvent(String sql) {
        assertThatThrownBy(() -> run(sql)).hasMessageContaining("retention.changed log:");
        assertThat(prune()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_retention set keep_days = 90 where workspace_id = :workspace",
                "update audit_retention set keep_days = 400 where workspace_id = :workspace",
                "delete from audit_retention where workspace_id = :workspace"
            })
    @Attack({"audit-37", "audit-19"})
    void anEventOfAnotherNumberOrOfAnotherTransactionIsNone(String sql) {
        log.keep(daysAgo(21), 400);

        assertThatThrownBy(() -> run(sql)).hasMessageContaining("retention.changed log:");
    }

    @Test
    @Attack("audit-37")
    void aPolicyLetsNothingGoBeforeItWasReadableForAWeek() {
        keep(OptionalInt.of(400));
        assertThat(prune()).as("kept for ever until then").isZero();

        log.keep(Instant.now(), 400);
        keep(OptionalInt.of(100));

        assertThat(prune()).as("by the one of before").isEqualTo(300);
    }

    @Test
    @Attack("audit-37")
    void aLongerPolicyIsInForceAtOnce() {
        log.keep(daysAgo(21), 100);
        keep(OptionalInt.of(400));
        assertThat(prune()).isEqualTo(300);
        assertThat(check()).isInstanceOf(Found.Holds.class);

        keep(OptionalInt.empty());
        assertThat(prune()).isEqualTo(300);
        assertThat(check()).isInstanceOf(Found.Holds.class);
    }

    /** Events of 200 days, under a policy of 400: deleted with everything that the pruning of older ones leaves. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "last.header | last.commitment | r.header | r.commitment | before it was as old as the policy says",
                "regexp_replace(last.header, '[0-9-]{10}T', '2020-01-01T') | last.commitment | r.header | r.commitment | how old it was",
                "null | null | r.header | r.commitment | how old it was",
                "last.header | last.commitment | null | null | by which policy",
                "last.header | last.commitment | replace(r.header, 'log:400', 'log:90') | r.commitment | by which policy",
                "last.header | last.commitment | last.header | last.commitment | by which policy"
            })
    @Attack({"audit-37", "audit-12"})
    void aDeletionThatIsPassedOffAsPolicyIsFound(
            String header, String commitment, String policy, String policyCommitment, String told) {
        log.keep(daysAgo(21), 400);
        announce(340);
        String target = workspace.id().value().toString();
        SERVER.asAdministrator("""
                set session_replication_role = replica;
                insert into mullion.audit_pruned (workspace_id, size, announced, hashes, header, commitment, policy_header, policy_commitment)
                select '%1$s', 340, (select max(index) from mullion.audit_entry where workspace_id = '%1$s' and verb = 'log.pruned'),
                       (select string_agg(leaf, ''::bytea order by index) from mullion.audit_entry
                         where workspace_id = '%1$s' and index >= 256 and index < 340), %2$s, %3$s, %4$s, %5$s
                  from mullion.audit_entry last, mullion.audit_retention r
                 where last.workspace_id = '%1$s' and last.index = 339 and r.workspace_id = '%1$s';
                delete from mullion.audit_entry where workspace_id = '%1$s' and index < 340
                """.formatted(target, header, commitment, policy, policyCommitment));

        assertThat(check())
                .isInstanceOfSatisfying(
                        Found.Broken.class, broken -> assertThat(broken.how()).contains(told));
    }

    /** A policy of long ago that the log has taken back since. */
    @Test
    @Attack("audit-37")
    void aPolicyThatWasTakenBackIsNone() {
        log.keep(daysAgo(21), 100);
        keep(OptionalInt.empty());
        log.keep(Instant.now(), 100);
        SERVER.asAdministrator("set session_replication_role = replica; update mullion.audit_retention r"
                + " set (header, commitment) = (select e.header, e.commitment from mullion.audit_entry e"
                + " where e.workspace_id = r.workspace_id and e.verb = 'retention.changed' order by e.index limit 1)"
                + " where workspace_id = '" + workspace.id().value() + "'");

        assertThat(prune()).isEqualTo(340);

        assertThat(check())
                .isInstanceOfSatisfying(
                        Found.Broken.class, broken -> assertThat(broken.how()).contains("before it was as old"));
    }

    /** The tiles would be the only copy of the hashes. */
    @Test
    @Attack("audit-37")
    void aTileThatHasOtherHashesThanTheEventsStopsThePruning() {
        log.keep(daysAgo(21), 400);
        announce(300);
        SERVER.asAdministrator("set session_replication_role = replica; update mullion.audit_tile"
                + " set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) where level = 0 and workspace_id = '"
                + workspace.id().value() + "'");

        assertThatThrownBy(() -> workspaces.within(
                        workspace.id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql("select prune_audit_log(:workspace, 300, 1000)")
                                .query(Integer.class)
                                .single()))
                .hasMessageContaining("stored hashes of its events from 0 on");
    }

    private void announce(long size) {
        workspaces.within(
                workspace.id(),
                () -> SERVER.bean(EntryLog.class)
                        .append(EventText.of(
                                new AuditEvent(AuditAction.LOG_PRUNED, Actor.OPERATOR, Long.toString(size), ""),
                                Instant.now(),
                                "-")));
    }

    private void keep(OptionalInt days) {
        workspaces.within(workspace.id(), () -> {
            SERVER.bean(Retention.class).keep(days, Actor.OPERATOR);
            return true;
        });
    }

    private long prune() {
        return SERVER.bean(Retention.class).prune(workspace.id(), Actor.OPERATOR);
    }

    private void run(String sql) {
        workspaces.within(
                workspace.id(), () -> SERVER.bean(TenantSql.class).sql(sql).update());
    }

    private Found check() {
        return SERVER.bean(LogCheck.class).run(workspace.id());
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
