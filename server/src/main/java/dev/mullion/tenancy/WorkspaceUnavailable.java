package dev.mullion.tenancy;

/** The workspace cannot be entered now: suspended or erased, or its share of the database's connections is in use. */
public final class WorkspaceUnavailable extends RuntimeException {

    private final boolean worthRetrying;

    WorkspaceUnavailable(String message, boolean worthRetrying) {
        super(message);
        this.worthRetrying = worthRetrying;
    }

    /** Whether the same call may succeed a second later. */
    public boolean worthRetrying() {
        return worthRetrying;
    }
}
