package dev.mullion.identity;

import java.util.UUID;
import java.util.regex.Pattern;

/** A link to connect by; not its secret. */
public record ConnectLinkId(UUID value) {

    private static final Pattern FORM = Pattern.compile("lnk_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException for anything else; the message says what one looks like
     */
    public static ConnectLinkId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a link's id looks like lnk_019a4d2e-7c11-7bb2-9a3e-5d1f00c2a7e4;"
                    + " connection links shows those that work");
        }
        return new ConnectLinkId(UUID.fromString(text.substring(4)));
    }

    @Override
    public String toString() {
        return "lnk_" + value;
    }
}
