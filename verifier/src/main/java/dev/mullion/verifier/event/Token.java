package dev.mullion.verifier.event;

import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Words;

/** The words a header is made of. Every one is ASCII of a small alphabet, so that each value has one spelling. */
final class Token {

    private static final int LONGEST_KIND = 32;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_VERB = 64;

    private Token() {}

    /** {@code kind:id}, or {@code -} where nobody is to be named. */
    static String party(Words word, boolean mayBeAbsent) throws Malformed {
        String text = word.text();
        if (mayBeAbsent && text.equals("-")) {
            return text;
        }
        int colon = text.indexOf(':');
        if (colon < 0 || !isKind(text, colon) || !isId(text, colon + 1)) {
            throw new Malformed(word.quoted() + " is not kind:id");
        }
        return text;
    }

    static String id(Words word) throws Malformed {
        String text = word.text();
        if (!text.equals("-") && !isId(text, 0)) {
            throw new Malformed(word.quoted() + " is not an id");
        }
        return text;
    }

    /** Two to four lower-case words joined by dots, such as {@code person.link-made}. */
    static String verb(Words word) throws Malformed {
        String text = word.text();
        int parts = 1;
        boolean start = true;
        boolean plain = text.length() <= LONGEST_VERB;
        for (int at = 0; at < text.length() && plain; at++) {
            char each = text.charAt(at);
            plain = start ? isLower(each) : isLower(each) || isDigit(each) || each == '-' || each == '.';
            start = each == '.';
            parts += start ? 1 : 0;
        }
        if (!plain || start || parts < 2 || parts > 4) {
            throw new Malformed(word.quoted() + " is not a verb");
        }
        return text;
    }

    private static boolean isKind(String text, int to) {
        boolean plain = to >= 1 && to <= LONGEST_KIND && isLower(text.charAt(0));
        for (int at = 1; at < to && plain; at++) {
            plain = isLower(text.charAt(at)) || text.charAt(at) == '-';
        }
        return plain;
    }

    private static boolean isId(String text, int from) {
        int length = text.length() - from;
        boolean plain = length >= 1 && length <= LONGEST_ID && isAlphanumeric(text.charAt(from));
        for (int at = from; at < text.length() && plain; at++) {
            char each = text.charAt(at);
            plain = isAlphanumeric(each) || each == '.' || each == '_' || each == '-';
        }
        return plain;
    }

    private static boolean isAlphanumeric(char each) {
        return isLower(each) || isDigit(each) || (each >= 'A' && each <= 'Z');
    }

    private static boolean isLower(char each) {
        return each >= 'a' && each <= 'z';
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }
}
