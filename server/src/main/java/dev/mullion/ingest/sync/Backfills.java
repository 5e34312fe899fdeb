package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.ingest.sync.Positions.Position;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How far the whole of a connection was read again, inside an open door. What is asked for goes on with every run until
 * it is over, and {@link #LONGEST} at most.
 */
@Component
class Backfills {

    /** A part that cannot be read for so long ends nothing else. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** A change that no walk of changes shows, because it came late under an old time, is found after so long. */
    static final Duration EVERY = Duration.ofDays(30);

    private final TenantSql tenant;
    private final Positions positions;
    private final Clock clock;

    Backfills(TenantSql tenant, Positions positions, Clock clock) {
        this.tenant = tenant;
        this.positions = positions;
        this.clock = clock;
    }

    /**
     * How far one part has come.
     *
     * @param position where it goes on; of what changed it says nothing
     */
    record Reached(Position position, boolean isDone) {}

    /** Whether one is under way, whichever run it goes on with. */
    boolean isOpen(ConnectionId connection) {
        return tenant.sql("""
                select asked_at
                  from sync_backfill
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and ended_at is null
                   and asked_at > :past
                """)
                .param("connection", connection.value())
                .param("past", Timestamp.from(clock.instant().minus(LONGEST)))
                .query(Timestamp.class)
                .optional()
                .isPresent();
    }

    /** From when on the clock begins one: a while after the last. Empty where the connection is gone. */
    Optional<Instant> dueAt(ConnectionId connection) {
        return tenant.sql("""
                select b.asked_at, c.created_at
                  from connection c
                  left join sync_backfill b on b.workspace_id = :workspace
                                           and b.connection_id = c.id
                 where c.workspace_id = :workspace
                   and c.id = :connection
                """)
                .param("connection", connection.value())
                .query((row, _) -> {
                    Timestamp last = row.getTimestamp("asked_at");
                    return last == null
                            ? first(row.getTimestamp("created_at").toInstant(), connection, clock.instant())
                            : last.toInstant().plus(EVERY);
                })
                .optional();
    }

    /**
     * When the first of a connection is due: on a day of its own of the thirty, so that the connections of an
     * installation are not all read again on one day, and neither are those that are older than this rule.
     */
    static Instant first(Instant made, ConnectionId connection, Instant now) {
        Instant earliest = made.plus(EVERY);
        Instant from = earliest.isBefore(now) ? now : earliest;
        long day = from.getEpochSecond() / Duration.ofDays(1).toSeconds();
        return from.plus(Duration.ofDays(Math.floorMod(connection.value().hashCode() - day, EVERY.toDays())));
    }

    boolean isDue(ConnectionId connection) {
        return dueAt(connection).filter(due -> !due.isAfter(clock.instant())).isPresent();
    }

    /** The clock's: goes on with one that was not over in its time, or else begins one. */
    void beginDue(ConnectionId connection) {
        int unfinished = tenant.sql("""
                update sync_backfill
                   set asked_at = :now
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and ended_at is null
                """)
                .param("connection", connection.value())
                .param("now", now())
                .update();
        if (unfinished == 0) {
            begin(connection);
        }
    }

    /** Begins one at its beginning. */
    void begin(ConnectionId connection) {
        tenant.sql("""
                delete from sync_backfill_part
                 where workspace_id = :workspace
                   and connection_id = :connection
                """).param("connection", connection.value()).update();
        tenant.sql("""
                insert into sync_backfill (workspace_id, connection_id, asked_at)
                values (:workspace, :connection, :now)
                on conflict (workspace_id, connection_id) do update
                   set asked_at = excluded.asked_at, ended_at = null
                """)
                .param("connection", connection.value())
                .param("now", now())
                .update();
    }

    /** The parts of the one under way that were begun; empty where none is under way. */
    Optional<Map<String, Reached>> of(ConnectionId connection) {
        return isOpen(connection) ? Optional.of(parts(connection)) : Optional.empty();
    }

    private Map<String, Reached> parts(ConnectionId connection) {
        return tenant.sql("""
                select part, page, walk_newest, is_done
                  from sync_backfill_part
                 where workspace_id = :workspace
                   and connection_id = :connection
                """).param("connection", connection.value()).query(Backfills::reached).list().stream()
                .collect(Collectors.toMap(each -> each.position().part(), Function.identity()));
    }

    /** After a page. Where it was the last one, everything that changed before it began was read. */
    void save(ConnectionId connection, Position position) {
        write(connection, position, position.page() == null);
        if (position.page() == null) {
            positions.reach(connection, position);
        }
    }

    /** What was kept does not hold any more: this part begins anew. */
    void again(ConnectionId connection, Position position) {
        write(connection, position.again(), false);
    }

    private void write(ConnectionId connection, Position position, boolean isDone) {
        tenant.sql("""
                insert into sync_backfill_part (workspace_id, connection_id, part, page, walk_newest, is_done)
                values (:workspace, :connection, :part, :page::text, :newest::timestamptz, :done)
                on conflict (workspace_id, connection_id, part) do update
                   set page = excluded.page, walk_newest = excluded.walk_newest, is_done = excluded.is_done
                """)
                .param("connection", connection.value())
                .param("part", position.part())
                .param("page", position.page())
                .param("newest", at(position.walkNewest()))
                .param("done", isDone)
                .update();
    }

    void end(ConnectionId connection) {
        tenant.sql("""
                update sync_backfill
                   set ended_at = :now
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and ended_at is null
                """)
                .param("connection", connection.value())
                .param("now", now())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable Timestamp at(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Reached reached(ResultSet row, int number) throws SQLException {
        Timestamp newest = row.getTimestamp("walk_newest");
        return new Reached(
                new Position(
                        row.getString("part"), null, row.getString("page"), newest == null ? null : newest.toInstant()),
                row.getBoolean("is_done"));
    }
}
