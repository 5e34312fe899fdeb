package dev.mullion.tenancy;

import java.util.Locale;

/**
 * Who does something.
 *
 * @param name an id or a fixed word, at most 200 characters; never an e-mail address
 */
public record Actor(Kind kind, String name) {

    /** The command line of the installation's owner. */
    public static final Actor OPERATOR = new Actor(Kind.OPERATOR, "operator");

    public Actor {
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("an actor's name has 1 to 200 characters");
        }
    }

    /** The kinds of actors that the audit trail tells apart. */
    public enum Kind {
        PERSON,
        TOKEN,
        OPERATOR,
        /** Whoever opened a link by which an account is connected; nobody knows who that is. */
        LINK,
        SYSTEM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part of Mullion acting by itself, for example {@code ingest}. */
    public static Actor system(String part) {
        return new Actor(Kind.SYSTEM, part);
    }
}
