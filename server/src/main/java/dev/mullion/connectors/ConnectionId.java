package dev.mullion.connectors;

import java.util.UUID;
import java.util.regex.Pattern;

/** One workspace's link to one vendor account. */
public record ConnectionId(UUID value) {

    private static final Pattern FORM = Pattern.compile("con_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException for anything else; the message says what one looks like
     */
    public static ConnectionId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a connection's id looks like con_019a4d2e-7c11-7bb2-9a3e-5d1f00c2a7e4;"
                    + " it stands in the address of the connection's page");
        }
        return new ConnectionId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "con_" + value;
    }
}
