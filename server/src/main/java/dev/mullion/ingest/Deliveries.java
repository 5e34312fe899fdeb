package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the connections of the workspace whose door is open have taken in. Safe to share between threads. */
@Component
public final class Deliveries {

    /** How many hours {@link #hours} goes back, the one under way included. */
    public static final int HOURS = 48;

    private static final Duration DAY = Duration.ofDays(1);

    private final TenantSql tenant;
    private final Clock clock;

    public Deliveries(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /**
     * Counts of deliveries by how they ended.
     *
     * @param received all of them
     * @param refused wrong or missing signature; their bytes are read, and nothing of them is kept
     * @param disconnected arrived while the connection took nothing
     */
    public record Counts(
            long received,
            long kept,
            long duplicate,
            long refused,
            long ignored,
            long unreadable,
            long disconnected,
            long bytesRead,
            long bytesKept) {}

    /**
     * One connection.
     *
     * @param lastDay of the last 24 hours, to the hour
     * @param last when the last verified delivery arrived; null before the first
     * @param lastRefusal when the last one arrived that was not verified; null where there was none
     */
    public record Figures(
            Counts total,
            Counts lastDay,
            @Nullable Instant last,
            @Nullable Instant lastRefusal) {}

    /** One hour that begins at {@code from}. */
    public record Hour(Instant from, long received, long refused) {}

    public Figures figures(ConnectionId connection) {
        List<Sum> sums = tenant.sql("""
                select outcome, sum(deliveries) as deliveries, sum(bytes_read) as bytes_read, sum(bytes_kept) as bytes_kept,
                       coalesce(sum(deliveries) filter (where hour >= :since), 0) as day_deliveries,
                       coalesce(sum(bytes_read) filter (where hour >= :since), 0) as day_read,
                       coalesce(sum(bytes_kept) filter (where hour >= :since), 0) as day_kept,
                       max(last_at) as last_at
                  from delivery_hour
                 where workspace_id = :workspace
                   and connection_id = :connection
                 group by outcome
                """)
                .param("connection", connection.value())
                .param("since", Timestamp.from(hour(clock.instant().minus(DAY))))
                .query(Deliveries::sum)
                .list();
        return new Figures(counts(sums, Sum::total), counts(sums, Sum::day), last(sums, false), last(sums, true));
    }

    /** The last {@link #HOURS} hours, oldest first; an hour in which nothing arrived is there with zeros. */
    public List<Hour> hours(ConnectionId connection) {
        Instant first = hour(clock.instant()).minus(Duration.ofHours(HOURS - 1L));
        Map<Instant, Hour> known = tenant
                .sql("""
                select hour, sum(deliveries) as received,
                       coalesce(sum(deliveries) filter (where outcome = 'refused'), 0) as refused
                  from delivery_hour
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and hour >= :first
                 group by hour
                """)
                .param("connection", connection.value())
                .param("first", Timestamp.from(first))
                .query((row, _) ->
                        new Hour(row.getTimestamp("hour").toInstant(), row.getLong("received"), row.getLong("refused")))
                .list()
                .stream()
                .collect(Collectors.toMap(Hour::from, Function.identity()));
        List<Hour> hours = new ArrayList<>(HOURS);
        for (int i = 0; i < HOURS; i++) {
            Instant from = first.plus(Duration.ofHours(i));
            hours.add(known.getOrDefault(from, new Hour(from, 0, 0)));
        }
        return List.copyOf(hours);
    }

    private record Amount(long deliveries, long read, long kept) {}

    private record Sum(Outcome outcome, Amount total, Amount day, Instant lastAt) {}

    private static Counts counts(List<Sum> sums, Function<Sum, Amount> of) {
        return new Counts(
                sums.stream().map(of).mapToLong(Amount::deliveries).sum(),
                count(sums, of, Outcome.KEPT),
                count(sums, of, Outcome.DUPLICATE),
                count(sums, of, Outcome.REFUSED),
                count(sums, of, Outcome.IGNORED),
                count(sums, of, Outcome.UNREADABLE),
                count(sums, of, Outcome.DISCONNECTED),
                sums.stream().map(of).mapToLong(Amount::read).sum(),
                sums.stream().map(of).mapToLong(Amount::kept).sum());
    }

    private static @Nullable Instant last(List<Sum> sums, boolean refused) {
        return sums.stream()
                .filter(sum -> (sum.outcome == Outcome.REFUSED) == refused)
                .map(Sum::lastAt)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static long count(List<Sum> sums, Function<Sum, Amount> of, Outcome outcome) {
        return sums.stream()
                .filter(sum -> sum.outcome == outcome)
                .map(of)
                .mapToLong(Amount::deliveries)
                .sum();
    }

    private static Sum sum(ResultSet row, int number) throws SQLException {
        return new Sum(
                Outcome.of(row.getString("outcome")),
                new Amount(row.getLong("deliveries"), row.getLong("bytes_read"), row.getLong("bytes_kept")),
                new Amount(row.getLong("day_deliveries"), row.getLong("day_read"), row.getLong("day_kept")),
                row.getTimestamp("last_at").toInstant());
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }
}
