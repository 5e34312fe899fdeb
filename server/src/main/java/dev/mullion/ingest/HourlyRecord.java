package dev.mullion.ingest;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Puts the counts of deliveries into the audit trail: one event for each connection and closed hour in which something
 * arrived, never two, however many servers do this at once. If it fails it is tried again some minutes later.
 */
@Component
class HourlyRecord {

    /** Deliveries that began within an hour are counted by then. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** So many events a workspace and run; the rest follow in the next. */
    static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(HourlyRecord.class);

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final AuditTrail trail;
    private final Clock clock;
    private volatile Instant toldUntil = Instant.MIN;

    HourlyRecord(Workspaces workspaces, TenantSql tenant, AuditTrail trail, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.trail = trail;
        this.clock = clock;
    }

    /** What one connection took in one hour. */
    private record Sums(
            ConnectionId connection,
            Instant hour,
            long received,
            long kept,
            long duplicate,
            long refused,
            long bytesRead,
            long bytesKept) {

        String sentence() {
            return "%s to %s: %d received, %d kept, %d duplicate, %d refused; %d bytes read, %d bytes kept"
                    .formatted(
                            hour,
                            hour.plus(Duration.ofHours(1)),
                            received,
                            kept,
                            duplicate,
                            refused,
                            bytesRead,
                            bytesKept);
        }
    }

    /** By the calendar rather than with a delay, so that the server's quicker tasks do not wait behind it. */
    @Scheduled(cron = "0 */5 * * * *")
    void tell() {
        Instant closed = closed();
        if (!closed.isAfter(toldUntil)) {
            return;
        }
        boolean complete = true;
        for (Workspace workspace : workspaces.list()) {
            if (workspace.state() == Workspace.State.ACTIVE) {
                complete &= isTold(workspace, closed);
            }
        }
        if (complete) {
            toldUntil = closed;
        }
    }

    /** Hours before this one are closed. */
    private Instant closed() {
        return clock.instant().minus(GRACE).truncatedTo(ChronoUnit.HOURS);
    }

    private boolean isTold(Workspace workspace, Instant closed) {
        try {
            return workspaces.within(workspace.id(), () -> tellHere(closed)) < MOST;
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The hourly counts of {} could not be recorded: {}",
                    workspace.id(),
                    e.getClass().getSimpleName());
            return false;
        }
    }

    /** Tells the closed hours of the workspace whose door is open, and how many there were. */
    private int tellHere(Instant closed) {
        List<Sums> untold = untold(closed);
        for (Sums sums : untold) {
            if (isFirstToTell(sums)) {
                trail.record(new AuditEvent(
                        AuditAction.DELIVERIES_COUNTED,
                        Actor.system("ingest"),
                        sums.connection().toString(),
                        sums.sentence()));
            }
        }
        return untold.size();
    }

    private List<Sums> untold(Instant closed) {
        return tenant.sql("""
                select h.connection_id, h.hour, sum(h.deliveries) as received,
                       coalesce(sum(h.deliveries) filter (where h.outcome = 'kept'), 0) as kept,
                       coalesce(sum(h.deliveries) filter (where h.outcome = 'duplicate'), 0) as duplicate,
                       coalesce(sum(h.deliveries) filter (where h.outcome = 'refused'), 0) as refused,
                       sum(h.bytes_read) as bytes_read, sum(h.bytes_kept) as bytes_kept
                  from delivery_hour h
                  left join delivery_told t on t.workspace_id = :workspace
                                           and t.connection_id = h.connection_id
                 where h.workspace_id = :workspace
                   and h.hour < :closed
                   and (t.hour is null or t.hour < h.hour)
                 group by h.connection_id, h.hour
                 order by h.hour, h.connection_id
                 limit :most
                """)
                .param("closed", Timestamp.from(closed))
                .param("most", MOST)
                .query(HourlyRecord::sums)
                .list();
    }

    /** Of two at once the second waits here for the first, and then finds the hour told. */
    private boolean isFirstToTell(Sums sums) {
        return tenant.sql("""
                insert into delivery_told (workspace_id, connection_id, hour)
                values (:workspace, :connection, :hour)
                on conflict (workspace_id, connection_id) do update
                   set hour = excluded.hour
                 where delivery_told.hour < excluded.hour
                """)
                        .param("connection", sums.connection().value())
                        .param("hour", Timestamp.from(sums.hour()))
                        .update()
                == 1;
    }

    private static Sums sums(ResultSet row, int number) throws SQLException {
        return new Sums(
                new ConnectionId(row.getObject("connection_id", UUID.class)),
                row.getTimestamp("hour").toInstant(),
                row.getLong("received"),
                row.getLong("kept"),
                row.getLong("duplicate"),
                row.getLong("refused"),
                row.getLong("bytes_read"),
                row.getLong("bytes_kept"));
    }
}
