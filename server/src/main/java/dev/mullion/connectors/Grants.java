package dev.mullion.connectors;

import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What vendors granted, as it was read back. A grant that goes beyond its manifest is refused and never stored. */
@Component
public class Grants {

    private final TenantSql tenant;
    private final Workspaces workspaces;
    private final Clock clock;

    Grants(TenantSql tenant, Workspaces workspaces, Clock clock) {
        this.tenant = tenant;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /**
     * What a vendor said.
     *
     * @param permissions as {@link Manifest.Scope#name} writes them
     * @param since when it was first read like this
     */
    public record Grant(List<String> permissions, Instant since) {
        public Grant {
            permissions = List.copyOf(permissions);
        }
    }

    /** Of one connection of the workspace whose door is open; empty where nothing was read back yet. */
    public Optional<Grant> of(ConnectionId connection) {
        return tenant.sql("""
                select granted, granted_at
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and granted is not null
                """)
                .param("id", connection.value())
                .query((row, _) -> new Grant(
                        List.of(row.getString("granted").split(" ")),
                        row.getTimestamp("granted_at").toInstant()))
                .optional();
    }

    /**
     * One connection as it stands with its grant.
     *
     * @param permissions null where nothing was read back yet, or nothing ever is
     */
    record Held(Connection connection, @Nullable List<String> permissions) {}

    /** Every connection of the workspace whose door is open, those that ended among them. */
    List<Held> held(Connections connections) {
        return connections.list().stream()
                .map(connection -> new Held(
                        connection, of(connection.id()).map(Grant::permissions).orElse(null)))
                .toList();
    }

    /**
     * Keeps what was read back. Not inside a door: it opens one.
     *
     * @throws IllegalArgumentException for one that is broader than the manifest
     */
    public void read(Link link, Manifest manifest, Map<String, String> granted) {
        if (!manifest.broader(granted).isEmpty()) {
            throw new IllegalArgumentException("a grant that goes beyond its manifest is not stored");
        }
        String permissions = String.join(
                " ",
                granted.entrySet().stream()
                        .map(one -> one.getKey() + ":" + one.getValue())
                        .sorted()
                        .toList());
        workspaces.within(
                link.workspace(),
                () -> tenant.sql("""
                update connection
                   set granted = :granted, granted_at = :at
                 where workspace_id = :workspace
                   and id = :id
                   and granted is distinct from :granted
                """)
                        .param("granted", permissions)
                        .param("at", Timestamp.from(clock.instant()))
                        .param("id", link.connection().value())
                        .update());
    }
}
