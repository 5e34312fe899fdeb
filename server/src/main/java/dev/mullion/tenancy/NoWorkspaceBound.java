package dev.mullion.tenancy;

/**
 * Tenant data was asked for outside the door, or by a thread that did not open it. A defect of the caller, never of the
 * user.
 */
public final class NoWorkspaceBound extends IllegalStateException {

    NoWorkspaceBound(String what) {
        super(what + "; enter through Workspaces.within(workspace, work) on this thread");
    }
}
