package dev.mullion.trust;

import java.util.Locale;

/** What evidence says of its promise. Partial is never counted as active. */
public enum Verdict {
    ACTIVE,
    PARTIAL,
    OFF,
    FAILED,
    /** Said by the operator, seen by nobody. */
    ATTESTED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
