package dev.mullion.tenancy;

import java.util.UUID;

/** A tenant. */
public record WorkspaceId(UUID value) {

    /** Reads the form that {@link #toString()} writes. */
    public static WorkspaceId parse(String text) {
        if (!text.startsWith("wsp_")) {
            throw new IllegalArgumentException("a workspace id starts with wsp_");
        }
        return new WorkspaceId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "wsp_" + value;
    }
}
