package dev.mullion.keys;

/**
 * Keys that are needed cannot be had. The message is for the operator and tells nothing of any key; whoever asked from
 * outside is told nothing but that it failed.
 */
public final class KeysUnavailable extends RuntimeException {

    private final Reason reason;

    /** Why, for the operator and for counts. */
    public enum Reason {
        /** The key store has nothing by this name, and should have. */
        MISSING,
        /** They were destroyed on purpose; nothing brings them back. */
        DESTROYED,
        /** The key store or the service that wraps them does not answer. */
        UNREACHABLE,
        /** The service that wraps them refuses: its owner switched the key off. */
        LOCKED,
        /** They are wrapped by another key than the one at hand. */
        WRONG_KEY,
        /** They do not unwrap although the key is the right one: changed, moved or cut. */
        DAMAGED,
        /** This server has the other half only. */
        NOT_OF_THIS_ROLE,
        /** There is no such version, or it was retired. */
        UNKNOWN_VERSION,
        /** What was sealed does not open under the key that it names. */
        UNOPENABLE
    }

    public KeysUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public KeysUnavailable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
