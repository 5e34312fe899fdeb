package dev.mullion.identity;

import java.util.UUID;

/** A link to connect by; not its secret. */
public record ConnectLinkId(UUID value) {

    /** Reads the form that {@link #toString()} writes. */
    public static ConnectLinkId parse(String text) {
        if (!text.startsWith("lnk_")) {
            throw new IllegalArgumentException("the id starts with lnk_");
        }
        return new ConnectLinkId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "lnk_" + value;
    }
}
