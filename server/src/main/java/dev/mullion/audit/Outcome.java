package dev.mullion.audit;

import java.util.Locale;

/** How it ended. */
public enum Outcome {
    DONE,
    /** What was asked for was wrong. */
    REFUSED,
    /** Whoever asked may not. */
    DENIED,
    FAILED,
    TIMEOUT;

    /** As it stands in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
