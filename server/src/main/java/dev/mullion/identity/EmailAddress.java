package dev.mullion.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in lower case. ASCII alone, because letters outside of it fold onto others: the Kelvin sign in
 * lower case is a k, and two people would be one. Prints as redacted.
 */
public record EmailAddress(String value) {

    private static final int LONGEST = 254;
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x3f\\x41-\\x7e]{1,64}@[a-z0-9.-]{1,189}");

    public EmailAddress {
        value = asciiLowerCase(value.strip());
        if (value.length() > LONGEST || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an e-mail address looks like name@example.com, in plain letters, at most 254 characters");
        }
    }

    private static String asciiLowerCase(String text) {
        return text.chars().allMatch(character -> character < 0x80) ? text.toLowerCase(Locale.ROOT) : text;
    }

    @Override
    public String toString() {
        return "[redacted address]";
    }
}
