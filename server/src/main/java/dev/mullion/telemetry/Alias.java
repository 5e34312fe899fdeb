package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;

/**
 * What a member calls a customer, whose own name is never stored.
 *
 * @param text 1 to 120 characters, without control and bidirectional characters
 */
public record Alias(IdHash customer, String text) {

    /** The longest alias, in characters. */
    public static final int LONGEST = Label.LONGEST;

    /** Longer than any alias with what is taken out of it. */
    private static final int MOST_SENT = 1_000;

    /** @throws IllegalArgumentException where nothing is left of the text, or too much */
    public Alias {
        text = Label.visible(text, MOST_SENT);
        if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST + " characters that can be seen");
        }
    }

    /** A log never has what somebody calls a customer. */
    @Override
    public String toString() {
        return "[redacted alias of " + customer.brief() + "]";
    }
}
