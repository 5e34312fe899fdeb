package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final Workspaces workspaces = server.bean(Workspaces.class);
    private final AuditTrail trail = server.bean(AuditTrail.class);
    private final LogCheck check = server.bean(LogCheck.class);
    private final Checkpoints checkpoints = server.bean(Checkpoints.class);

    @Test
    void opensWithTheKeyThatSignsIt() {
        record(1);

        List<AuditEntry> entries = entries();
        AuditEntry first = entries.getLast();
        assertThat(first.verb()).isEqualTo("log.opened");
        assertThat(first.index()).isZero();
        assertThat(first.subject()).matches("01[0-9a-f]{64}");
        assertThat(entries.getFirst().detail()).isEqualTo("number 1");
    }

    @Test
    void takesTheEventsOfBeforeWithTheTimeThatTheyHad() {
        server.asAdministrator("""
                insert into mullion.audit_event (workspace_id, id, at, action, actor_kind, actor, subject, detail)
                select '%s', gen_random_uuid(), old.at, old.action, old.kind, old.actor, old.subject, old.detail
                  from (values ('2026-03-01T10:00:00Z'::timestamptz, 'person.added', 'operator', 'operator', 'per_1', 'one'),
                               ('2026-02-01T10:00:00Z', 'guard.tripped', 'system', 'odd name', '', 'earlier'))
                       as old (at, action, kind, actor, subject, detail)
                """.formatted(workspace.id().value()));

        record(1);

        assertThat(entries())
                .extracting(AuditEntry::verb)
                .containsExactly("connection.changed", "person.added", "guard.tripped", "log.opened");
        AuditEntry earlier = entries().get(2);
        assertThat(earlier.at()).isEqualTo(Instant.parse("2026-02-01T10:00:00Z"));
        assertThat(earlier.actor().name()).isEqualTo("odd.name");
        assertThat(earlier.detail()).isEqualTo("earlier");
        assertThat(check.run(workspace.id())).isEqualTo(new LogCheck.Found.Holds(4));
    }

    @Test
    @Attack("audit-15")
    void signersAtOnceLeaveOneChainAndPublishIt() throws Exception {
        record(1);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int number = 0; number < 48; number++) {
                int event = number + 2;
                work.add(() -> {
                    record(event);
                    return checkpoints.sign(workspace.id()).isPresent();
                });
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }

        List<Checkpoint> signed =
                workspaces.within(workspace.id(), () -> checkpoints.between(0, Long.MAX_VALUE, 1_000));
        String published = Files.readString(server.bean(Published.class).file(workspace.id()));

        assertThat(published).isEqualTo(signed.stream().map(Checkpoint::note).collect(Collectors.joining()));
    }

    @Test
    void holdsAfterItWasSignedSeveralTimes() {
        for (int round = 1; round <= 3; round++) {
            record(300);
            assertThat(check.run(workspace.id())).isEqualTo(new LogCheck.Found.Holds(entriesCount()));
        }
    }

    @Test
    @Attack("audit-17")
    void keepsNoEventOfATransactionThatWasRolledBack() {
        record(1);
        long before = entriesCount();

        assertThatThrownBy(() -> workspaces.within(workspace.id(), () -> {
                    trail.record(event(2));
                    throw new IllegalStateException("the business failed");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(entriesCount()).isEqualTo(before);
    }

    /** The database gives a place twice, so that it refuses the event: the last thing of the transaction. */
    @Test
    @Attack("audit-17")
    void keepsNoChangeWhoseEventCannotBeWritten() {
        server.endpoint(workspace);
        record(1);
        long connections = connections();
        long events = entriesCount();
        shiftTheLog(-1);

        assertThatThrownBy(() -> server.endpoint(workspace)).hasStackTraceContaining("audit_entry");

        shiftTheLog(1);
        assertThat(connections()).isEqualTo(connections);
        assertThat(entriesCount()).isEqualTo(events);
        server.endpoint(workspace);
        assertThat(connections()).as("it is what is counted").isEqualTo(connections + 1);
    }

    private void shiftTheLog(int by) {
        server.asAdministrator("set session_replication_role = replica; update mullion.audit_log set size = size + "
                + by + " where workspace_id = '" + workspace.id().value() + "'");
    }

    private long connections() {
        return workspaces.within(
                workspace.id(),
                () -> server.bean(TenantSql.class)
                        .sql("select count(*) from connection where workspace_id = :workspace")
                        .query(Long.class)
                        .single());
    }

    @Test
    @Attack("audit-18")
    void holdsNoWriterOfAnotherWorkspaceUp() throws Exception {
        record(1);
        Workspace other = server.newWorkspace();
        var appended = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> holding = threads.submit(() -> workspaces.within(workspace.id(), () -> {
                server.bean(EntryLog.class).append(EventText.of(event(2), Instant.now(), "-"));
                appended.countDown();
                return mayEnd.await(60, TimeUnit.SECONDS);
            }));
            Future<?> same;
            try {
                assertThat(appended.await(10, TimeUnit.SECONDS)).isTrue();
                same = threads.submit(() -> record(1));
                threads.submit(() -> workspaces.within(other.id(), () -> {
                            trail.record(event(1));
                            return true;
                        }))
                        .get(10, TimeUnit.SECONDS);

                assertThat(same.isDone()).as("its own next writer waits").isFalse();
            } finally {
                mayEnd.countDown();
            }
            assertThat(holding.get()).isTrue();
            same.get(10, TimeUnit.SECONDS);
        }
        assertThat(check.run(other.id())).isInstanceOf(LogCheck.Found.Holds.class);
    }

    @Test
    @Attack("audit-18")
    void isDenseWhenSixtyFourWriteAtOnce() throws Exception {
        List<Callable<Boolean>> writers = IntStream.range(0, 64)
                .mapToObj(_ -> (Callable<Boolean>) () -> {
                    for (int number = 0; number < 4; number++) {
                        AuditConcurrency.patiently(() -> record(1));
                    }
                    return true;
                })
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(writers)) {
                assertThat(done.get()).isTrue();
            }
        }

        long size = entriesCount();
        assertThat(size).isGreaterThanOrEqualTo(257);
        List<Long> places = workspaces.within(
                workspace.id(),
                () -> server.bean(TenantSql.class)
                        .sql("select index from audit_entry where workspace_id = :workspace order by index")
                        .query(Long.class)
                        .list());
        assertThat(places).isEqualTo(LongStream.range(0, size).boxed().toList());
        assertThat(check.run(workspace.id())).isEqualTo(new LogCheck.Found.Holds(size));
    }

    private void record(int events) {
        workspaces.within(workspace.id(), () -> {
            IntStream.rangeClosed(1, events).forEach(number -> trail.record(event(number)));
            return true;
        });
    }

    private static AuditEvent event(int number) {
        return new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "number " + number);
    }

    private List<AuditEntry> entries() {
        return workspaces.within(workspace.id(), () -> trail.newest(AuditFilter.ALL, 501));
    }

    private long entriesCount() {
        return workspaces.within(workspace.id(), server.bean(Checkpoints.class)::size);
    }
}
