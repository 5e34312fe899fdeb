package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Projected;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of deliveries and their hourly counts, inside an open door. */
@Component
class DeliveryLog {

    private final TenantSql tenant;
    private final DeliveryMeters meters;

    DeliveryLog(TenantSql tenant, DeliveryMeters meters) {
        this.tenant = tenant;
        this.meters = meters;
    }

    /** A delivery and how it ended, about to be written. */
    record Line(Delivery delivery, Outcome outcome, int bytesKept) {

        String action() {
            return switch (delivery.projected()) {
                case Projected.Kept kept -> kept.action();
                case Projected.Ignored ignored -> ignored.action();
                case Projected.Told told -> told.action();
                case Projected.Refused _ -> "";
            };
        }

        @Nullable String faultPath() {
            return delivery.projected() instanceof Projected.Refused refused ? refused.path() : null;
        }
    }

    /** What tells one delivery from another: a GUID is the vendor's and only unique for one connection. */
    record Key(UUID connection, UUID id) {
        static Key of(Delivery delivery) {
            return new Key(delivery.connection().value(), delivery.id());
        }
    }

    /** One sum of an hour. */
    record Sum(
            ConnectionId connection,
            Outcome outcome,
            long deliveries,
            long bytesRead,
            long bytesKept,
            Instant lastAt) {}

    /**
     * Writes the lines that were not processed before and says which those are. What could not be read, and what came
     * while nothing was taken, does not count as processed: a redelivery is the only way to have it after all. The same
     * id twice in one call is written once.
     */
    Set<Key> writeNew(List<Line> lines) {
        List<Key> written = tenant.sql("""
                insert into delivery (workspace_id, connection_id, id, event, action, outcome, fault_path, bytes_read, bytes_kept,
                                      received_at)
                select :workspace, d.connection_id, d.id, d.event, d.action, d.outcome, d.fault_path, d.bytes_read, d.bytes_kept,
                       d.received_at
                  from unnest(:connections::uuid[], :ids::uuid[], :events::text[], :actions::text[], :outcomes::text[],
                              :paths::text[], :read::int[], :kept::int[], :at::timestamptz[])
                       d (connection_id, id, event, action, outcome, fault_path, bytes_read, bytes_kept, received_at)
                    on conflict (workspace_id, connection_id, id)
                    do update set outcome = excluded.outcome, fault_path = excluded.fault_path, action = excluded.action,
                                  bytes_kept = excluded.bytes_kept, received_at = excluded.received_at
                 where delivery.outcome in ('unreadable', 'disconnected')
                returning connection_id, id
                """)
                .param(
                        "connections",
                        each(lines, line -> line.delivery().connection().value(), UUID[]::new))
                .param("ids", each(lines, line -> line.delivery().id(), UUID[]::new))
                .param("events", each(lines, line -> line.delivery().event(), String[]::new))
                .param("actions", each(lines, Line::action, String[]::new))
                .param("outcomes", each(lines, line -> line.outcome().word(), String[]::new))
                .param("paths", each(lines, Line::faultPath, String[]::new))
                .param("read", each(lines, line -> line.delivery().bytesRead(), Integer[]::new))
                .param("kept", each(lines, Line::bytesKept, Integer[]::new))
                .param("at", each(lines, line -> Timestamp.from(line.delivery().receivedAt()), Timestamp[]::new))
                .query((row, _) -> new Key(row.getObject("connection_id", UUID.class), row.getObject("id", UUID.class)))
                .list();
        return new HashSet<>(written);
    }

    void count(Collection<Sum> sums) {
        List<Sum> all = List.copyOf(sums);
        tenant.sql("""
                insert into delivery_hour (workspace_id, connection_id, hour, outcome, deliveries, bytes_read, bytes_kept, last_at)
                select :workspace, s.connection_id, s.hour, s.outcome, s.deliveries, s.bytes_read, s.bytes_kept, s.last_at
                  from unnest(:connections::uuid[], :hours::timestamptz[], :outcomes::text[], :deliveries::bigint[],
                              :read::bigint[], :kept::bigint[], :last::timestamptz[])
                       s (connection_id, hour, outcome, deliveries, bytes_read, bytes_kept, last_at)
                    on conflict (workspace_id, connection_id, hour, outcome)
                    do update set deliveries = delivery_hour.deliveries + excluded.deliveries,
                                  bytes_read = delivery_hour.bytes_read + excluded.bytes_read,
                                  bytes_kept = delivery_hour.bytes_kept + excluded.bytes_kept,
                                  last_at = greatest(delivery_hour.last_at, excluded.last_at)
                """)
                .param("connections", each(all, sum -> sum.connection().value(), UUID[]::new))
                .param(
                        "hours",
                        each(all, sum -> Timestamp.from(sum.lastAt().truncatedTo(ChronoUnit.HOURS)), Timestamp[]::new))
                .param("outcomes", each(all, sum -> sum.outcome().word(), String[]::new))
                .param("deliveries", each(all, Sum::deliveries, Long[]::new))
                .param("read", each(all, Sum::bytesRead, Long[]::new))
                .param("kept", each(all, Sum::bytesKept, Long[]::new))
                .param("last", each(all, sum -> Timestamp.from(sum.lastAt()), Timestamp[]::new))
                .update();
        Workspaces.afterCommit(() -> meters.counted(all));
    }

    private static <T, R> @Nullable R[] each(
            List<T> all,
            java.util.function.Function<T, @Nullable R> value,
            java.util.function.IntFunction<@Nullable R[]> array) {
        return all.stream().map(value).toArray(array);
    }
}
