package dev.mullion.connectors;

import java.util.UUID;

/** One workspace's link to one vendor account. */
public record ConnectionId(UUID value) {

    /** Reads the form that {@link #toString()} writes. */
    public static ConnectionId parse(String text) {
        if (!text.startsWith("con_")) {
            throw new IllegalArgumentException("a connection id starts with con_");
        }
        return new ConnectionId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "con_" + value;
    }
}
