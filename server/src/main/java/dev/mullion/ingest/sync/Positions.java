package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the parts of a connection were read, inside an open door. */
@Component
class Positions {

    private final TenantSql tenant;

    Positions(TenantSql tenant) {
        this.tenant = tenant;
    }

    /**
     * One part.
     *
     * @param readTo everything that changed before was read; null before the first walk is complete
     * @param page where a walk that is not complete goes on; null: at its beginning
     * @param walkNewest the latest change that this walk has seen, which it reaches when it is complete
     */
    record Position(
            String part,
            @Nullable Instant readTo,
            @Nullable String page,
            @Nullable Instant walkNewest) {

        static Position start(String part) {
            return new Position(part, null, null, null);
        }

        /** After a page that is not the last one. */
        Position on(@Nullable Instant newest, String next) {
            return new Position(part, readTo, next, walkNewest == null ? newest : walkNewest);
        }

        /** After the last page. */
        Position done(@Nullable Instant newest) {
            Instant seen = walkNewest == null ? newest : walkNewest;
            boolean isLater = readTo == null || (seen != null && seen.isAfter(readTo));
            return new Position(part, isLater ? seen : readTo, null, null);
        }

        /** Where the walk has to begin anew; what was committed stays. */
        Position again() {
            return new Position(part, readTo, null, null);
        }
    }

    Map<String, Position> of(ConnectionId connection) {
        return tenant.sql("""
                select part, read_to, page, walk_newest
                  from sync_part
                 where workspace_id = :workspace
                   and connection_id = :connection
                """).param("connection", connection.value()).query(Positions::position).list().stream()
                .collect(Collectors.toMap(Position::part, Function.identity()));
    }

    /** A position that has not moved is not written. */
    void save(ConnectionId connection, Position position) {
        tenant.sql("""
                insert into sync_part (workspace_id, connection_id, part, read_to, page, walk_newest)
                values (:workspace, :connection, :part, :readTo::timestamptz, :page::text, :newest::timestamptz)
                on conflict (workspace_id, connection_id, part) do update
                   set read_to = excluded.read_to, page = excluded.page, walk_newest = excluded.walk_newest
                 where (sync_part.read_to, sync_part.page, sync_part.walk_newest)
                       is distinct from (excluded.read_to, excluded.page, excluded.walk_newest)
                """)
                .param("connection", connection.value())
                .param("part", position.part())
                .param("readTo", at(position.readTo()))
                .param("page", position.page())
                .param("newest", at(position.walkNewest()))
                .update();
    }

    /**
     * A walk of everything has ended: what changed before is read. A walk of changes that stopped on its way begins
     * anew from there; one that had come further stays.
     */
    void reach(ConnectionId connection, Position whole) {
        tenant.sql("""
                insert into sync_part (workspace_id, connection_id, part, read_to)
                values (:workspace, :connection, :part, :readTo::timestamptz)
                on conflict (workspace_id, connection_id, part) do update
                   set read_to = greatest(sync_part.read_to, excluded.read_to), page = null, walk_newest = null
                """)
                .param("connection", connection.value())
                .param("part", whole.part())
                .param("readTo", at(whole.readTo()))
                .update();
    }

    private static @Nullable Timestamp at(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Position position(ResultSet row, int number) throws SQLException {
        return new Position(
                row.getString("part"), instant(row, "read_to"), row.getString("page"), instant(row, "walk_newest"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
