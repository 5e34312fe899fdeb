package dev.mullion.identity;

import java.util.UUID;

/** A signed-in browser. */
public record SessionId(UUID value) {

    /** Reads the form that {@link #toString()} writes. */
    public static SessionId parse(String text) {
        if (!text.startsWith("ses_")) {
            throw new IllegalArgumentException("the id starts with ses_");
        }
        return new SessionId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "ses_" + value;
    }
}
