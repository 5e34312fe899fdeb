package dev.mullion.verifier;

/** A set of ASCII characters: a table, because every character of every event is looked up. */
final class Alphabet {
    static final Alphabet LOWER = new Alphabet("az");
    static final Alphabet KIND = new Alphabet("az--");
    static final Alphabet VERB = new Alphabet("az09--");
    static final Alphabet ALPHANUMERIC = new Alphabet("azAZ09");
    static final Alphabet ID = new Alphabet("azAZ09..__--");

    private final boolean[] members = new boolean[128];

    /** Pairs of a first and a last character. */
    private Alphabet(String ranges) {
        for (int at = 0; at < ranges.length(); at += 2) {
            for (char each = ranges.charAt(at); each <= ranges.charAt(at + 1); each++) {
                members[each] = true;
            }
        }
    }

    /** Whether that part of a text is of 1 to so many characters, the first of this set and the others of the next. */
    boolean starts(byte[] text, int from, int to, int most, Alphabet next) {
        boolean plain = from < to && to - from <= most && text[from] >= 0 && members[text[from]];
        for (int at = from + 1; at < to && plain; at++) {
            plain = text[at] >= 0 && next.members[text[at]];
        }
        return plain;
    }
}
