package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who may write for a run, inside an open door. One server at a time has a connection. */
@Component
class Leases {

    /** Renewed with every page, and every minute of one that takes long. */
    static final Duration LENGTH = Duration.ofMinutes(5);

    private static final int MOST_DUE = 50;

    private final TenantSql tenant;
    private final Clock clock;

    Leases(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /** The right to write for a run, as long as nobody has taken it over. */
    record Lease(ConnectionId connection, UUID run, long fence) {}

    /** The connections whose turn has come, those that were never read first. */
    List<ConnectionId> due() {
        return tenant.sql("""
                select c.id
                  from connection c
                  left join sync_lease l on l.workspace_id = :workspace
                                        and l.connection_id = c.id
                 where c.workspace_id = :workspace
                   and c.kind <> 'endpoint'
                   and c.state <> 'disconnected'
                   and (l.connection_id is null or (l.due_at <= :now and l.held_until <= :now))
                 order by l.due_at nulls first, c.id
                 limit :most
                """)
                .param("now", Timestamp.from(clock.instant()))
                .param("most", MOST_DUE)
                .query((row, _) -> new ConnectionId(row.getObject("id", UUID.class)))
                .list();
    }

    /**
     * The connections of runs that nobody writes for any more: their servers were killed. What one that only hung would
     * still write does not count any more.
     */
    List<ConnectionId> takeLeft() {
        return tenant.sql("""
                update sync_lease
                   set fence = fence + 1
                 where workspace_id = :workspace
                   and held_until <= :now
                   and exists (select r.id
                                 from sync_run r
                                where r.workspace_id = :workspace
                                  and r.connection_id = sync_lease.connection_id
                                  and r.id = sync_lease.run_id
                                  and r.state = 'running')
                returning connection_id
                """)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new ConnectionId(row.getObject("connection_id", UUID.class)))
                .list();
    }

    /** When the clock begins the next run of one; empty where none ever ran. */
    Optional<Instant> dueAt(ConnectionId connection) {
        return tenant.sql(
                        "select due_at from sync_lease where workspace_id = :workspace and connection_id = :connection")
                .param("connection", connection.value())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /**
     * It is due soon, but not before its last run is {@code spacing} old: a vendor that says much is asked no more
     * often.
     */
    void wake(ConnectionId connection, Duration spacing) {
        Timestamp now = Timestamp.from(clock.instant());
        tenant.sql("""
                update sync_lease
                   set due_at = least(due_at, greatest(:now::timestamptz,
                                (select max(r.started_at) + make_interval(secs => :spacing::int)
                                   from sync_run r
                                  where r.workspace_id = :workspace
                                    and r.connection_id = :connection)))
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and due_at > :now
                   and held_until <= :now
                """)
                .param("connection", connection.value())
                .param("spacing", (int) spacing.toSeconds())
                .param("now", now)
                .update();
    }

    /** Takes a connection that nobody has; empty where somebody has it. */
    Optional<Lease> take(ConnectionId connection) {
        Instant now = clock.instant();
        UUID run = Uuid7.next(clock);
        return tenant.sql("""
                insert into sync_lease (workspace_id, connection_id, fence, run_id, held_until, due_at)
                values (:workspace, :connection, 1, :run, :until, :until)
                on conflict (workspace_id, connection_id) do update
                   set fence = sync_lease.fence + 1, run_id = excluded.run_id, held_until = excluded.held_until,
                       due_at = excluded.due_at
                 where sync_lease.held_until <= :now
                returning fence
                """)
                .param("connection", connection.value())
                .param("run", run)
                .param("until", Timestamp.from(now.plus(LENGTH)))
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .optional()
                .map(fence -> new Lease(connection, run, fence));
    }

    /**
     * Prolongs it, and holds its row until the transaction ends: who would take it over waits for that.
     *
     * @throws Taken where somebody has
     */
    void renew(Lease lease) {
        Instant until = clock.instant().plus(LENGTH);
        change(lease, until, until);
    }

    /** Gives it back. */
    void release(Lease lease, Instant dueAt) {
        change(lease, clock.instant(), dueAt);
    }

    private void change(Lease lease, Instant heldUntil, Instant dueAt) {
        int changed = tenant.sql("""
                update sync_lease
                   set held_until = :until, due_at = :due
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and fence = :fence
                """)
                .param("connection", lease.connection().value())
                .param("fence", lease.fence())
                .param("until", Timestamp.from(heldUntil))
                .param("due", Timestamp.from(dueAt))
                .update();
        if (changed == 0) {
            throw new Taken();
        }
    }

    /** Another server has this connection now; what this one was about to write is not written. */
    static final class Taken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Taken() {
            super("another run has this connection by now", null, false, false);
        }
    }
}
