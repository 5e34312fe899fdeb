package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was told before there was a log stays outside of it too, and goes from there with what was taken in. */
class OlderDetailsTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final Workspaces workspaces = server.bean(Workspaces.class);

    @BeforeEach
    void threeEventsOfBeforeTheLog() {
        server.asAdministrator("""
                insert into mullion.audit_event (workspace_id, id, at, action, actor_kind, actor, subject, detail)
                select '%s', gen_random_uuid(), now() - old.days * interval '1 day', old.action, old.kind, old.actor,
                       old.subject, old.detail
                  from (values (500, 'person.added', 'operator', 'operator', 'per_7', 'robin@larkfield.example'),
                               (200, 'connection.changed', 'person', 'per_7', 'con_1', 'named by robin'),
                               (190, 'person.added', 'operator', 'operator', 'per_8', 'kim@larkfield.example'))
                       as old (days, action, kind, actor, subject, detail)
                """.formatted(workspace.id().value()));
    }

    @Test
    @Attack("audit-34")
    void goWithThePersonWhoseTheyAre() {
        open();
        assertThat(server.bean(Erasure.class).of(workspace.id(), "per_7", Actor.OPERATOR))
                .isEqualTo(2);

        assertThat(outside()).containsExactlyInAnyOrder("", "", "kim@larkfield.example");
        assertThat(inTheLog()).contains("kim@larkfield.example").noneMatch(detail -> detail.contains("robin"));
        assertThat(server.bean(LogCheck.class).run(workspace.id())).isInstanceOf(LogCheck.Found.Holds.class);
    }

    @Test
    @Attack({"audit-34", "audit-37"})
    void goWhenThePolicyKeepsThemNoLonger() {
        open();
        var log = new PastLog(server, workspace.id());
        log.keep(Instant.now().minus(Duration.ofDays(21)), 400);

        server.bean(Retention.class).prune(workspace.id(), Actor.OPERATOR);

        assertThat(outside()).containsExactlyInAnyOrder("", "named by robin", "kim@larkfield.example");
    }

    /** What injected SQL can say as the run-time role, with a policy of 400 days and somebody else erased. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "update audit_event set detail = '' where workspace_id = :workspace and subject = 'per_8' | append-only",
                "update audit_event set detail = 'x' where workspace_id = :workspace and subject = 'per_7' | append-only",
                "update audit_event set subject = 'per_9' where workspace_id = :workspace | permission denied",
                "delete from audit_event where workspace_id = :workspace | permission denied"
            })
    @Attack("audit-19")
    void andNothingElseOfThemIsChanged(String sql, String refused) {
        open();
        new PastLog(server, workspace.id()).keep(Instant.now().minus(Duration.ofDays(21)), 400);
        server.bean(Erasure.class).of(workspace.id(), "per_7", Actor.OPERATOR);

        assertThatThrownBy(() -> run(sql)).hasStackTraceContaining(refused);
    }

    private void open() {
        workspaces.within(workspace.id(), () -> {
            server.bean(AuditTrail.class)
                    .record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "new"));
            return true;
        });
    }

    private void run(String sql) {
        workspaces.within(
                workspace.id(), () -> server.bean(TenantSql.class).sql(sql).update());
    }

    private List<String> outside() {
        return workspaces.within(
                workspace.id(),
                () -> server.bean(TenantSql.class)
                        .sql("select detail from audit_event where workspace_id = :workspace")
                        .query((row, _) -> row.getString("detail"))
                        .list());
    }

    private List<String> inTheLog() {
        return workspaces
                .within(workspace.id(), () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 200))
                .stream()
                .map(AuditEntry::detail)
                .toList();
    }
}
