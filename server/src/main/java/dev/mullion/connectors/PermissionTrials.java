package dev.mullion.connectors;

import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What came of trying each permission of a connection, the last time. */
@Component
public class PermissionTrials {

    private static final int MOST = 50;

    private final TenantSql tenant;
    private final Workspaces workspaces;
    private final Clock clock;

    PermissionTrials(TenantSql tenant, Workspaces workspaces, Clock clock) {
        this.tenant = tenant;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** All of one time, those that are asked for first. */
    public record Table(List<Tried> tried, Instant at) {

        public Table {
            tried = List.copyOf(tried);
        }
    }

    private record Row(Tried tried, Instant at) {}

    /** Of a connection of the workspace whose door is open; empty where nobody asked yet. */
    public Optional<Table> of(ConnectionId connection) {
        List<Row> rows = tenant.sql("""
                select permission, outcome, said, tried_at
                  from permission_trial
                 where workspace_id = :workspace
                   and connection_id = :connection
                 order by outcome = 'broader', permission
                 limit :most
                """)
                .param("connection", connection.value())
                .param("most", MOST)
                .query(PermissionTrials::row)
                .list();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        rows.stream().map(Row::tried).toList(), rows.getFirst().at()));
    }

    /** Keeps what was tried in place of the time before. Not inside a door: it opens one. */
    public void keep(Link link, List<Tried> tried) {
        List<Tried> kept = tried.subList(0, Math.min(MOST, tried.size()));
        workspaces.within(link.workspace(), () -> {
            tenant.sql("""
                    delete from permission_trial
                     where workspace_id = :workspace
                       and connection_id = :connection
                    """).param("connection", link.connection().value()).update();
            tenant.sql("""
                    insert into permission_trial (workspace_id, connection_id, permission, outcome, said, tried_at)
                    select :workspace, :connection, g.permission, g.outcome, nullif(g.said, ''), :now
                      from unnest(:permissions::text[], :outcomes::text[], :said::text[]) g (permission, outcome, said)
                    """)
                    .param("connection", link.connection().value())
                    .param("permissions", kept.stream().map(Tried::permission).toArray(String[]::new))
                    .param(
                            "outcomes",
                            kept.stream().map(one -> one.outcome().word()).toArray(String[]::new))
                    .param(
                            "said",
                            kept.stream()
                                    .map(one -> Objects.requireNonNullElse(one.said(), ""))
                                    .toArray(String[]::new))
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            return true;
        });
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new Tried(
                        row.getString("permission"),
                        Tried.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                        row.getString("said")),
                row.getTimestamp("tried_at").toInstant());
    }
}
