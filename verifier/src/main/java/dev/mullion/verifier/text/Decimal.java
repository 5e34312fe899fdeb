package dev.mullion.verifier.text;

import java.nio.charset.StandardCharsets;

/**
 * Whole numbers from 0 to 2^63 - 1 as tlog-checkpoint writes a tree size: ASCII digits, no sign, no space, no leading
 * zero.
 */
public final class Decimal {

    private Decimal() {}

    public static long parse(String text) throws Malformed {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    public static long parse(byte[] text, int from, int to) throws Malformed {
        if (to <= from || to - from > 19 || (text[from] == '0' && to - from > 1)) {
            throw refused(text, from, to);
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw refused(text, from, to);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Malformed refused(byte[] text, int from, int to) {
        return new Malformed(
                Quoted.of(text, from, to) + " is not a whole number from 0 to 9223372036854775807 in plain digits");
    }
}
