package dev.mullion.identity;

import java.util.UUID;

/** A person, in whatever workspaces they are a member. */
public record PersonId(UUID value) {

    /** Reads the form that {@link #toString()} writes. */
    public static PersonId parse(String text) {
        if (!text.startsWith("per_")) {
            throw new IllegalArgumentException("the id starts with per_");
        }
        return new PersonId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "per_" + value;
    }
}
