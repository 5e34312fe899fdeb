package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workspace whose history from before the log is longer than one transaction should be. */
class OlderEventsTest {

    private static final int OLDER = 2 * OlderEvents.BATCH + 120;

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final Workspaces workspaces = server.bean(Workspaces.class);

    /** Seven at each moment, so that the order needs their ids too. */
    @BeforeEach
    void aLongHistory() {
        server.asAdministrator("""
                insert into mullion.audit_event (workspace_id, id, at, action, actor_kind, actor, subject, detail)
                select '%s', md5(n::text)::uuid, timestamptz '2026-01-01Z' + n / 7 * interval '1 minute',
                       'person.added', 'operator', 'operator', 'per_1', 'number ' || n
                  from generate_series(1, %d) n
                """.formatted(workspace.id().value(), OLDER));
    }

    @Test
    void areTakenInBatchesInTheirOrderEachOnce() {
        record();
        assertThat(taken()).isEqualTo(oldestFirst().subList(0, OlderEvents.BATCH));

        record();
        server.bean(EntryLog.class).takeOlder(workspace.id());
        server.bean(EntryLog.class).takeOlder(workspace.id());

        assertThat(taken()).isEqualTo(oldestFirst());
        assertThat(server.bean(LogCheck.class).run(workspace.id())).isInstanceOf(LogCheck.Found.Holds.class);
    }

    @Test
    void areTakenOnceByServersThatDoItAtTheSameTime() throws Exception {
        record();
        List<Callable<Boolean>> servers = IntStream.range(0, 3)
                .mapToObj(_ -> (Callable<Boolean>) () -> {
                    AuditConcurrency.patiently(() -> server.bean(EntryLog.class).takeOlder(workspace.id()));
                    return true;
                })
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(servers)) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(taken()).isEqualTo(oldestFirst());
    }

    private void record() {
        workspaces.within(workspace.id(), () -> {
            server.bean(AuditTrail.class)
                    .record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "new"));
            return true;
        });
        // The server's own turn would take the rest in.
        server.bean(Unsigned.class).take();
    }

    /** In the order of the log. */
    private List<String> taken() {
        return workspaces.within(
                workspace.id(),
                () -> server.bean(TenantSql.class)
                        .sql("""
                select substring(convert_from(payload, 'UTF8') from 'detail=(number [0-9]+)')
                  from audit_entry
                 where workspace_id = :workspace
                   and verb = 'person.added'
                 order by index
                """)
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    private List<String> oldestFirst() {
        return workspaces.within(
                workspace.id(),
                () -> server.bean(TenantSql.class)
                        .sql("""
                select detail
                  from audit_event
                 where workspace_id = :workspace
                 order by at, id
                """)
                        .query((row, _) -> row.getString(1))
                        .list());
    }
}
