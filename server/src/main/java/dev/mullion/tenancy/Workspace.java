package dev.mullion.tenancy;

import java.time.Instant;

/** A tenant as the registry knows it. */
public record Workspace(WorkspaceId id, Slug slug, String name, Kind kind, State state, Instant createdAt) {

    /** What a workspace is for. */
    public enum Kind {
        CUSTOMER,
        /** Openly synthetic; every page says so. */
        SAMPLE,
        /** Two hidden workspaces in which checks try to cross the walls. */
        CANARY
    }

    /** Only an active workspace can be entered. */
    public enum State {
        ACTIVE,
        SUSPENDED,
        ERASED
    }
}
