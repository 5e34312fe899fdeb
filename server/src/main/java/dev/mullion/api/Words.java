package dev.mullion.api;

import java.util.Locale;

/** The form in which the API writes the constants of a vocabulary. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
