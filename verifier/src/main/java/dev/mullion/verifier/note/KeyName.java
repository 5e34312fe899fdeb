package dev.mullion.verifier.note;

import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Quoted;

/** The rule of signed-note for names of keys: not empty, no Unicode space, no plus. */
final class KeyName {

    private static final int LONGEST = 255;

    private KeyName() {}

    static String checked(String name) throws Malformed {
        boolean odd = name.codePoints()
                .anyMatch(point ->
                        point == '+' || point < ' ' || Character.isSpaceChar(point) || Character.isWhitespace(point));
        if (name.isEmpty() || name.length() > LONGEST || odd) {
            throw new Malformed(Quoted.of(name) + " cannot be the name of a key: it is empty, longer than " + LONGEST
                    + " or has a space or '+'");
        }
        return name;
    }
}
