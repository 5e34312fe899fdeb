package dev.mullion.connectors.github;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.WorkspaceId;

/**
 * Somebody was shown to own an installation, and it is their workspace's now, for the first time or anew. Published
 * after the transaction.
 */
public record InstallationClaimed(WorkspaceId workspace, ConnectionId connection) {}
