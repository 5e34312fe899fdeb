package dev.mullion.vault;

import dev.mullion.tenancy.Actor;
import java.util.regex.Pattern;

/**
 * What a secret is opened for, as the audit trail says it.
 *
 * @param word for example {@code test-connection}
 */
public record Purpose(String word, Actor actor) {

    private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+){0,4}");

    public Purpose {
        if (word.length() > 40 || !WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("a purpose is a few words like test-connection");
        }
    }
}
