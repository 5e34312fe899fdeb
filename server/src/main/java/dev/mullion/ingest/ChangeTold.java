package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.WorkspaceId;
import java.util.Set;

/** Vendors said that something changed, without saying what: it is read there. */
public record ChangeTold(WorkspaceId workspace, Set<ConnectionId> connections) {
    public ChangeTold {
        connections = Set.copyOf(connections);
    }
}
