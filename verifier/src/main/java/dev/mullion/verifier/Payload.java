package dev.mullion.verifier;

/**
 * The erasable part of an event: lines {@code name=value}, names ascending and so never twice, values of UTF-8 without
 * anything that could end a line, steer a terminal or turn the direction of writing.
 */
final class Payload {
    private static final int LONGEST = 65_535;
    /** Beside the controls: line and paragraph separator, the directions of UAX #9, the byte-order mark. */
    private static final String REFUSED =
            "\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff";

    private Payload() {}

    static void check(byte[] payload) throws Malformed {
        String text = Words.utf8(payload, "the payload");
        boolean plain = payload.length <= LONGEST;
        String before = "";
        for (int at = 0, end; at < text.length() && plain; at = end + 1) {
            end = text.indexOf('\n', at);
            String name = text.substring(at, Math.max(at, text.indexOf('=', at)));
            plain = isName(name) && name.compareTo(before) > 0 && isValue(text, at + name.length() + 1, end);
            before = name;
        }
        Malformed.unless(plain, "the payload is not lines NAME=VALUE of plain text, the names ascending");
    }

    private static boolean isName(String text) {
        boolean plain = !text.isEmpty() && text.length() <= 40;
        for (int at = 0; at < text.length() && plain; at++) {
            plain = (text.charAt(at) >= 'a' && text.charAt(at) <= 'z') || text.charAt(at) == '_';
        }
        return plain;
    }

    private static boolean isValue(String text, int from, int to) {
        boolean plain = to >= 0;
        for (int at = from; at < to && plain; at++) {
            char each = text.charAt(at);
            plain = each >= ' ' && (each <= '~' || (!Character.isISOControl(each) && REFUSED.indexOf(each) < 0));
        }
        return plain;
    }
}
