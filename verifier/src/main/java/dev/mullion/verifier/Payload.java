package dev.mullion.verifier;

import java.nio.ByteBuffer;

/**
 * The erasable part of an event: lines {@code name=value}, names ascending and so never twice, values of UTF-8 without
 * anything that could end a line, steer a terminal or turn the direction of writing.
 */
final class Payload {

    private static final int LONGEST = 65_535;
    private static final int LONGEST_NAME = 40;
    /** Beside the controls: line and paragraph separator, the directions of UAX #9, the byte-order mark. */
    private static final String REFUSED =
            "\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff";

    private Payload() {}

    static void check(byte[] payload) throws Malformed {
        if (payload.length > LONGEST) {
            throw new Malformed("the payload is longer than " + LONGEST + " bytes");
        }
        String text = Words.utf8(ByteBuffer.wrap(payload), "the payload");
        String before = "";
        for (int at = 0; at < text.length(); ) {
            int equals = nameEnd(text, at);
            String name = text.substring(at, equals);
            if (before.compareTo(name) >= 0) {
                throw new Malformed("the names of the payload do not ascend");
            }
            before = name;
            at = valueEnd(text, equals + 1) + 1;
        }
    }

    private static int nameEnd(String text, int from) throws Malformed {
        int at = from;
        while (at < text.length() && ((text.charAt(at) >= 'a' && text.charAt(at) <= 'z') || text.charAt(at) == '_')) {
            at++;
        }
        if (at == from || at - from > LONGEST_NAME || !text.startsWith("=", at)) {
            throw new Malformed("a line of the payload does not start with a name and '='");
        }
        return at;
    }

    private static int valueEnd(String text, int from) throws Malformed {
        int end = text.indexOf('\n', from);
        for (int at = from; at < end; at++) {
            char each = text.charAt(at);
            if (each < ' ' || (each > '~' && (Character.isISOControl(each) || REFUSED.indexOf(each) >= 0))) {
                throw new Malformed("a value of the payload has a control character or turns the direction of writing");
            }
        }
        if (end < 0) {
            throw new Malformed("the last line of the payload does not end");
        }
        return end;
    }
}
