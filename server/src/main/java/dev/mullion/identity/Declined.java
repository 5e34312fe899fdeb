package dev.mullion.identity;

/**
 * Something was asked for that the rules do not allow now, although the asker may ask. The message says what, why and
 * what helps, and may be shown to them.
 */
public final class Declined extends RuntimeException {

    public Declined(String message) {
        super(message, null, false, false);
    }
}
