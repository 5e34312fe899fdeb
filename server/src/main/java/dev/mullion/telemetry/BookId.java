package dev.mullion.telemetry;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One entry of somebody's books.
 *
 * @param source the connection that brought it
 * @param id the vendor's own, unique within one account and kind
 */
public record BookId(UUID source, String id) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public BookId {
        if (!SHAPE.matcher(id).matches()) {
            throw new IllegalArgumentException("an id in books has 1 to 64 of letters, digits, _ and -");
        }
    }

    @Override
    public String toString() {
        return source + "/" + id;
    }
}
