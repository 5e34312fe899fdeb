package dev.mullion.verifier.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * RFC 4648 section 4 in its one canonical spelling: standard alphabet, padded, and the unused bits of the last
 * character zero (section 3.5). The JDK's decoder forgives missing padding and ignores those bits, so that two texts
 * would stand for the same bytes.
 */
public final class Base64Text {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Base64Text() {}

    public static String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static byte[] decode(String text) throws Malformed {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length);
    }

    public static byte[] decode(byte[] text, int from, int to) throws Malformed {
        if (to <= from || (to - from) % 4 != 0 || !unusedBitsAreZero(text, to)) {
            throw refused(text, from, to);
        }
        try {
            ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(text, from, to - from));
            return decoded.remaining() == decoded.array().length ? decoded.array() : copy(decoded);
        } catch (IllegalArgumentException _) {
            throw refused(text, from, to);
        }
    }

    private static boolean unusedBitsAreZero(byte[] text, int to) {
        if (text[to - 1] != '=') {
            return true;
        }
        boolean twoPads = text[to - 2] == '=';
        int last = ALPHABET.indexOf(text[to - (twoPads ? 3 : 2)]);
        return last >= 0 && (last & (twoPads ? 0b1111 : 0b11)) == 0;
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Malformed refused(byte[] text, int from, int to) {
        return new Malformed(Quoted.of(text, from, to) + " is not padded base64 of the standard alphabet");
    }
}
