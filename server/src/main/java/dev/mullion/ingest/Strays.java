package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.HookRoutes;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts what is not stored: deliveries with a wrong signature, and those of installations that no workspace has
 * claimed. A flood of forgeries costs memory for a number, not a row each; at most the last {@value #SECONDS} seconds
 * of counts are lost in a crash.
 */
@Component
class Strays implements DisposableBean {

    static final int SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

    private final GlobalSql global;
    private final Workspaces workspaces;
    private final DeliveryLog log;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final Map<HookRoutes.Target, DeliveryLog.Sum> refused = new ConcurrentHashMap<>();
    private final Map<Stray, Long> withoutWorkspace = new ConcurrentHashMap<>();

    Strays(GlobalSql global, Workspaces workspaces, DeliveryLog log, DeliveryMeters meters, Clock clock) {
        this.global = global;
        this.workspaces = workspaces;
        this.log = log;
        this.meters = meters;
        this.clock = clock;
    }

    /** A delivery to a known endpoint did not verify. */
    void refused(HookRoutes.Target target, int bytes) {
        Instant now = clock.instant();
        refused.merge(
                target,
                sum(target.connection(), bytes, now),
                (one, _) -> new DeliveryLog.Sum(
                        one.connection(), one.outcome(), one.deliveries() + 1, one.bytesRead() + bytes, 0, now));
    }

    private record Stray(String connector, String outcome) {}

    void refusedWithoutWorkspace(String connector) {
        withoutWorkspace.merge(new Stray(connector, "refused"), 1L, Long::sum);
        meters.stray();
    }

    void unclaimed(String connector) {
        withoutWorkspace.merge(new Stray(connector, "unclaimed"), 1L, Long::sum);
        meters.stray();
    }

    /** One at a time: who comes second, as the stop does, finds everything written. */
    @Scheduled(fixedDelay = SECONDS * 1_000L)
    synchronized void flush() {
        for (HookRoutes.Target target : List.copyOf(refused.keySet())) {
            DeliveryLog.Sum sum = refused.remove(target);
            if (sum != null) {
                write(target.workspace(), sum);
            }
        }
        for (Stray stray : new ArrayList<>(withoutWorkspace.keySet())) {
            Long deliveries = withoutWorkspace.remove(stray);
            if (deliveries != null) {
                write(stray, deliveries);
            }
        }
    }

    private void write(WorkspaceId workspace, DeliveryLog.Sum sum) {
        try {
            workspaces.within(workspace, () -> {
                log.count(List.of(sum));
                return true;
            });
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "{} refused deliveries could not be counted: {}",
                    sum.deliveries(),
                    e.getClass().getSimpleName());
        }
    }

    private void write(Stray stray, long deliveries) {
        try {
            global.sql("""
                    insert into stray_hour (connector, hour, outcome, deliveries)
                    values (:connector, :hour, :outcome, :deliveries)
                    on conflict (connector, hour, outcome)
                    do update set deliveries = stray_hour.deliveries + excluded.deliveries
                    """)
                    .param("hour", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.HOURS)))
                    .param("connector", stray.connector())
                    .param("outcome", stray.outcome())
                    .param("deliveries", deliveries)
                    .update();
        } catch (DataAccessException e) {
            LOG.warn(
                    "{} {} deliveries could not be counted: {}",
                    deliveries,
                    stray.outcome(),
                    e.getClass().getSimpleName());
        }
    }

    private static DeliveryLog.Sum sum(ConnectionId connection, int bytes, Instant now) {
        return new DeliveryLog.Sum(connection, Outcome.REFUSED, 1, bytes, 0, now);
    }

    @Override
    public void destroy() {
        flush();
    }
}
