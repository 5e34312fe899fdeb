package dev.mullion.ingest;

import java.util.Locale;

/** How a delivery ended. */
public enum Outcome {
    /** Facts were kept. */
    KEPT,
    /** Verified, and nothing of it is kept. */
    IGNORED,
    /** Verified, but it does not hold what its event promises; a redelivery is tried again. */
    UNREADABLE,
    /** The connection takes nothing now. */
    DISCONNECTED,
    /** Processed before; changed nothing. */
    DUPLICATE,
    /** Not verified; only counted. */
    REFUSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
