package dev.mullion.requests;

import java.util.regex.Pattern;

/**
 * A sender's own name for one request. It may be guessable and may tell of the sender's business: it is not printed.
 */
public record RequestKey(String text) {

    private static final Pattern SHAPE = Pattern.compile("[!-~]{1,255}");

    public RequestKey {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("a key of a request has 1 to 255 visible characters of ASCII");
        }
    }

    @Override
    public String toString() {
        return "[key of a request]";
    }
}
