package dev.mullion.tenancy;

/** The workspace cannot be entered now. */
public final class WorkspaceUnavailable extends RuntimeException {

    /** Why. */
    enum Reason {
        /** Suspended, erased or unknown. */
        GONE,
        /** Its share of the database's connections is in use. */
        BUSY,
        /** The key that wraps its keys was switched off by who owns it. */
        LOCKED
    }

    private final Reason reason;

    WorkspaceUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Whether the same call may succeed a second later. */
    public boolean worthRetrying() {
        return reason == Reason.BUSY;
    }

    /** Whether it is there, and waits for its owner's key. */
    public boolean isLocked() {
        return reason == Reason.LOCKED;
    }
}
