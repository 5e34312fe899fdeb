package dev.mullion.verifier.event;

import dev.mullion.verifier.text.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The erasable part of an event: lines {@code name=value}, names ascending and so never twice, values of UTF-8 without
 * anything that could end a line, steer a terminal or turn the direction of writing.
 */
public final class Payload {

    public static final int LONGEST = 65_535;

    private static final int LONGEST_NAME = 40;

    private Payload() {}

    public static void check(byte[] payload) throws Malformed {
        if (payload.length > LONGEST) {
            throw new Malformed("the payload is longer than " + LONGEST + " bytes");
        }
        int previous = -1;
        int previousEnd = -1;
        for (int at = 0; at < payload.length; ) {
            int equals = nameEnd(payload, at);
            if (previous >= 0 && Arrays.compare(payload, previous, previousEnd, payload, at, equals) >= 0) {
                throw new Malformed("the names of the payload do not ascend");
            }
            previous = at;
            previousEnd = equals;
            at = valueEnd(payload, equals + 1) + 1;
        }
    }

    private static int nameEnd(byte[] payload, int from) throws Malformed {
        int at = from;
        while (at < payload.length && ((payload[at] >= 'a' && payload[at] <= 'z') || payload[at] == '_')) {
            at++;
        }
        if (at == from || at - from > LONGEST_NAME || at == payload.length || payload[at] != '=') {
            throw new Malformed("a line of the payload does not start with a name and '='");
        }
        return at;
    }

    private static int valueEnd(byte[] payload, int from) throws Malformed {
        int at = from;
        boolean ascii = true;
        while (at < payload.length && payload[at] != '\n') {
            ascii &= payload[at] >= ' ' && payload[at] != 0x7f;
            at++;
        }
        if (at == payload.length) {
            throw new Malformed("the last line of the payload does not end");
        }
        if (!ascii) {
            checkText(payload, from, at);
        }
        return at;
    }

    private static void checkText(byte[] payload, int from, int to) throws Malformed {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, from, to - from));
            if (text.codePoints().anyMatch(Payload::isRefused)) {
                throw new Malformed("a value of the payload has a control character or turns the direction of writing");
            }
        } catch (CharacterCodingException _) {
            throw new Malformed("a value of the payload is not UTF-8");
        }
    }

    /** C0, DEL, C1; line and paragraph separator; the bidirectional controls of UAX #9; the byte-order mark. */
    private static boolean isRefused(int point) {
        return Character.isISOControl(point)
                || (point >= 0x2028 && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200e
                || point == 0x200f
                || point == 0x61c
                || point == 0xfeff;
    }
}
