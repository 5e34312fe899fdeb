package dev.mullion.vault;

import java.util.Locale;

/**
 * A secret cannot be opened. The message is the same for every cause, so that nobody outside learns which check failed;
 * the cause is counted and logged under its own name.
 */
public final class SecretUnavailable extends RuntimeException {

    private final Reason reason;

    /** Why, for the operator alone. */
    enum Reason {
        /** There is no such secret in this workspace. */
        ABSENT,
        /** Its row is of another version than the newest that was written: put back as it once was. */
        ROLLED_BACK,
        /** It was sealed in a format that this version does not know. */
        UNKNOWN_FORMAT,
        UNKNOWN_KEY,
        /** Moved, changed, or sealed under another key. */
        UNOPENABLE,
        KEYS_DESTROYED,
        KEYS_LOCKED,
        KEYS_UNREACHABLE,
        NOT_OF_THIS_ROLE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    SecretUnavailable(Reason reason) {
        super("this secret cannot be opened");
        this.reason = reason;
    }

    SecretUnavailable(Reason reason, Throwable cause) {
        super("this secret cannot be opened", cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
