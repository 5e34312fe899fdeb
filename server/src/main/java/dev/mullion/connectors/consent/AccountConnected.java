package dev.mullion.connectors.consent;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.WorkspaceId;

/** An account of a consent was connected, for the first time or anew. Published after the transaction. */
public record AccountConnected(WorkspaceId workspace, ConnectionId connection) {}
