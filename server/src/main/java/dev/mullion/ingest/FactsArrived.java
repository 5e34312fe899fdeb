package dev.mullion.ingest;

import dev.mullion.tenancy.WorkspaceId;

/** Deliveries of a workspace were stored; what is shown of it may have changed. */
public record FactsArrived(WorkspaceId workspace) {}
