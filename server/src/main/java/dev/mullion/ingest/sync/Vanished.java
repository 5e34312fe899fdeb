package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.TenantSql;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Parts that an account's lists show no more, inside an open door. One list that lacks a part proves little: a vendor
 * may have answered short and called it the whole. Two whole lists, some time apart, that both lack it are believed.
 */
@Component
class Vanished {

    private final TenantSql tenant;
    private final Clock clock;

    Vanished(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /** The parts that are taken for gone. */
    Set<String> of(ConnectionId connection) {
        return new HashSet<>(tenant.sql("""
                select part
                  from sync_part
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and gone_at is not null
                """)
                .param("connection", connection.value())
                .query((row, _) -> row.getString("part"))
                .list());
    }

    /** What a whole list showed is there. */
    void shown(ConnectionId connection, Collection<String> parts) {
        tenant.sql("""
                update sync_part
                   set missed_at = null, gone_at = null
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and part = any (:parts::text[])
                   and missed_at is not null
                """)
                .param("connection", connection.value())
                .param("parts", parts.toArray(String[]::new))
                .update();
    }

    /**
     * Compares with a whole list, and returns the parts that are taken for gone from now on.
     *
     * @param apart how long ago a list has to have missed them first
     */
    List<String> missed(ConnectionId connection, Collection<String> shown, Duration apart) {
        Timestamp now = Timestamp.from(clock.instant());
        List<String> gone = tenant.sql("""
                update sync_part
                   set gone_at = :now
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and not part = any (:parts::text[])
                   and missed_at <= :before
                   and gone_at is null
                returning part
                """)
                .param("connection", connection.value())
                .param("parts", shown.toArray(String[]::new))
                .param("before", Timestamp.from(clock.instant().minus(apart)))
                .param("now", now)
                .query((row, _) -> row.getString("part"))
                .list();
        tenant.sql("""
                update sync_part
                   set missed_at = :now
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and not part = any (:parts::text[])
                   and missed_at is null
                """)
                .param("connection", connection.value())
                .param("parts", shown.toArray(String[]::new))
                .param("now", now)
                .update();
        return gone;
    }
}
