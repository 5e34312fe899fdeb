package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What arrived in the workspace whose door is open. Safe to share between threads. */
@Component
public class Receipts {

    /** The most entries of one page. */
    public static final int MOST = 200;

    private static final int MOST_SUMS = 5_000;

    private final TenantSql tenant;

    Receipts(TenantSql tenant) {
        this.tenant = tenant;
    }

    /**
     * One verified delivery.
     *
     * @param id the vendor's, unique for one connection
     * @param faultPath what could not be read, by its allow-listed path; null where everything could
     */
    public record Entry(
            ConnectionId connection,
            UUID id,
            String event,
            String action,
            Outcome outcome,
            @Nullable String faultPath,
            int bytesRead,
            int bytesKept,
            Instant receivedAt) {}

    /** Where a page ended; the next begins after it. */
    public record Cursor(Instant receivedAt, UUID id) {
        public static Cursor after(Entry last) {
            return new Cursor(last.receivedAt(), last.id());
        }
    }

    /** The sum of one hour in UTC for one connection and outcome. */
    public record HourSum(
            ConnectionId connection, Instant hour, Outcome outcome, long deliveries, long bytesRead, long bytesKept) {}

    /**
     * The newest first.
     *
     * @param connection only of this one, or null for all
     * @param after where the page before ended, or null for the first
     * @param limit from 1 to one more than {@link #MOST}, so that a caller can see whether there is a next page
     */
    public List<Entry> newest(@Nullable ConnectionId connection, @Nullable Cursor after, int limit) {
        return tenant.sql("""
                select connection_id, id, event, action, outcome, fault_path, bytes_read, bytes_kept, received_at
                  from delivery
                 where workspace_id = :workspace
                   and (received_at, id) < (coalesce(:at::timestamptz, 'infinity'::timestamptz),
                                            coalesce(:id::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
                   and (:connection::uuid is null or connection_id = :connection::uuid)
                 order by received_at desc, id desc
                 limit :limit::int
                """)
                .param("at", after == null ? null : Timestamp.from(after.receivedAt()))
                .param("id", after == null ? null : after.id().toString())
                .param(
                        "connection",
                        connection == null ? null : connection.value().toString())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(Receipts::entry)
                .list();
    }

    /**
     * Counts by the hour since {@code since}, the newest hour first; at most 5,000. Refusals and duplicates are here
     * alone.
     */
    public List<HourSum> hours(@Nullable ConnectionId connection, Instant since) {
        return tenant.sql("""
                select connection_id, hour, outcome, deliveries, bytes_read, bytes_kept
                  from delivery_hour
                 where workspace_id = :workspace
                   and hour >= :since::timestamptz
                   and (:connection::uuid is null or connection_id = :connection::uuid)
                 order by hour desc, connection_id, outcome
                 limit :most::int
                """)
                .param("since", Timestamp.from(since))
                .param(
                        "connection",
                        connection == null ? null : connection.value().toString())
                .param("most", MOST_SUMS)
                .query((row, _) -> new HourSum(
                        connection(row),
                        row.getTimestamp("hour").toInstant(),
                        Outcome.of(row.getString("outcome")),
                        row.getLong("deliveries"),
                        row.getLong("bytes_read"),
                        row.getLong("bytes_kept")))
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                connection(row),
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getString("action"),
                Outcome.of(row.getString("outcome")),
                row.getString("fault_path"),
                row.getInt("bytes_read"),
                row.getInt("bytes_kept"),
                row.getTimestamp("received_at").toInstant());
    }

    private static ConnectionId connection(ResultSet row) throws SQLException {
        return new ConnectionId(row.getObject("connection_id", UUID.class));
    }
}
