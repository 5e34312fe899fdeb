package dev.mullion.connectors;

import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How long it took until a link that somebody ended was ended here, each time. */
@Component
class Disconnects {

    /** So far back the worst is looked for; what is older is forgotten with the next. */
    static final Duration WINDOW = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(Disconnects.class);

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Disconnects(Workspaces workspaces, TenantSql tenant, ApplicationEventPublisher events, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.events = events;
        this.clock = clock;
    }

    /** One that is being measured. */
    private record Begun(WorkspaceId workspace, ConnectionId connection, Instant at, long nanos) {}

    /**
     * What was measured.
     *
     * @param worst in milliseconds; 0 where nothing was measured
     * @param unmeasured how many ended without anybody to measure them
     */
    record Figures(long measured, long worst, long unmeasured) {

        static final Figures NONE = new Figures(0, 0, 0);

        Figures and(Figures other) {
            return new Figures(measured + other.measured, Math.max(worst, other.worst), unmeasured + other.unmeasured);
        }
    }

    /**
     * Notes that one began, in the transaction that ends it, and how long it took when that is committed; then
     * {@link Disconnected} is published.
     *
     * @param nanos when it was asked for, by {@link System#nanoTime()}
     */
    void measure(Connection ended, long nanos) {
        long account = Objects.requireNonNullElse(ended.installation(), 0L);
        Puller.Link link = new Puller.Link(Workspaces.bound(), ended.id(), account);
        Begun begun = begun(ended.id(), nanos);
        Workspaces.afterCommit(() -> {
            done(begun);
            events.publishEvent(new Disconnected(link));
        });
    }

    private Begun begun(ConnectionId connection, long nanos) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        tenant.sql("delete from disconnect where workspace_id = :workspace and ended_at < :old")
                .param("old", Timestamp.from(now.minus(WINDOW)))
                .update();
        tenant.sql("""
                insert into disconnect (workspace_id, connection_id, ended_at)
                values (:workspace, :connection, :at)
                on conflict (workspace_id, connection_id, ended_at) do nothing
                """)
                .param("connection", connection.value())
                .param("at", Timestamp.from(now))
                .update();
        return new Begun(Workspaces.bound(), connection, now, nanos);
    }

    /** It is committed. What cannot be noted now stays unmeasured, and says so. */
    private void done(Begun begun) {
        long millis = Duration.ofNanos(System.nanoTime() - begun.nanos()).toMillis();
        try {
            workspaces.within(
                    begun.workspace(),
                    () -> tenant.sql("""
                    update disconnect
                       set millis = :millis
                     where workspace_id = :workspace
                       and connection_id = :connection
                       and ended_at = :at
                    """)
                            .param("millis", (int) Math.min(millis, Integer.MAX_VALUE))
                            .param("connection", begun.connection().value())
                            .param("at", Timestamp.from(begun.at()))
                            .update());
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "How long the disconnect of {} took could not be kept: {}",
                    begun.connection(),
                    e.getClass().getSimpleName());
        }
    }

    /** Of the workspace whose door is open; one that began a moment ago is left out. */
    Figures lately() {
        Instant now = clock.instant();
        return tenant.sql("""
                select count(millis) as measured, coalesce(max(millis), 0) as worst,
                       count(*) filter (where millis is null and ended_at < :settled) as unmeasured
                  from disconnect
                 where workspace_id = :workspace
                   and ended_at >= :since
                """)
                .param("since", Timestamp.from(now.minus(WINDOW)))
                .param("settled", Timestamp.from(now.minus(Duration.ofMinutes(1))))
                .query((row, _) ->
                        new Figures(row.getLong("measured"), row.getLong("worst"), row.getLong("unmeasured")))
                .single();
    }
}
