package dev.mullion.identity;

import java.util.UUID;

/** An API token; not its secret. */
public record TokenId(UUID value) {

    /** Reads the form that {@link #toString()} writes. */
    public static TokenId parse(String text) {
        if (!text.startsWith("tok_")) {
            throw new IllegalArgumentException("the id starts with tok_");
        }
        return new TokenId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "tok_" + value;
    }
}
