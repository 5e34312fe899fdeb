package dev.mullion.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Walks the words of one line, parted by exactly one space. Each value has one spelling; every other is refused. */
final class Words {
    private final byte[] line;
    private int from;
    private int to = -1;

    Words(byte[] line) {
        this.line = line;
    }

    static Words only(String text) throws Malformed {
        return new Words(text.getBytes(StandardCharsets.UTF_8)).next("value").last();
    }

    Words next(String what) throws Malformed {
        from = to + 1;
        to = from;
        while (to < line.length && line[to] != ' ') {
            to++;
        }
        if (to <= from) {
            throw new Malformed("there is no " + what);
        }
        return this;
    }

    /** Nothing follows the current word. */
    Words last() throws Malformed {
        if (to != line.length) {
            throw new Malformed("more was not expected behind " + quote(text()));
        }
        return this;
    }

    /** What follows the current word and its space. */
    byte[] rest() {
        return Arrays.copyOfRange(line, Math.min(to + 1, line.length), line.length);
    }

    boolean is(String word) {
        boolean same = to - from == word.length();
        for (int at = 0; at < word.length() && same; at++) {
            same = line[from + at] == word.charAt(at);
        }
        return same;
    }

    /** The current word, byte by byte: only a word of a grammar that is ASCII may be compared as text. */
    String text() {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    boolean isId() {
        return Alphabet.ALPHANUMERIC.starts(line, from, to, 128, Alphabet.ID);
    }

    /** {@code KIND:ID}. */
    boolean isParty() {
        int colon = indexOf(':', from);
        return Alphabet.LOWER.starts(line, from, colon, 32, Alphabet.KIND)
                && Alphabet.ALPHANUMERIC.starts(line, colon + 1, to, 128, Alphabet.ID);
    }

    /** Two to four words with dots between them, such as {@code person.link-made}. */
    boolean isVerb() {
        int parts = to - from <= 64 ? 0 : 5;
        for (int at = from, end; at <= to; at = end + 1) {
            end = indexOf('.', at);
            parts += Alphabet.LOWER.starts(line, at, end, 64, Alphabet.VERB) ? 1 : 5;
        }
        return parts >= 2 && parts <= 4;
    }

    private int indexOf(char wanted, int start) {
        int at = start;
        while (at < to && line[at] != wanted) {
            at++;
        }
        return at;
    }

    /** From 0 to 2^63 - 1, as tlog-checkpoint writes a tree size: no sign, no leading zero. */
    long decimal() throws Malformed {
        boolean plain = to - from <= 19 && (line[from] != '0' || to - from == 1);
        long value = 0;
        for (int at = from; at < to && plain; at++) {
            plain = line[at] >= '0' && line[at] <= '9';
            value = value * 10 + line[at] - '0';
        }
        Malformed.unless(plain && value >= 0, "a number is from 0 to 9223372036854775807, in plain digits");
        return value;
    }

    /** RFC 4648 section 4 as its encoder writes it: the decoder forgives other padding and stray bits. */
    byte[] base64() throws Malformed {
        byte[] text = Arrays.copyOfRange(line, from, to);
        try {
            byte[] value = Base64.getDecoder().decode(text);
            if (Arrays.equals(Base64.getEncoder().encode(value), text)) {
                return value;
            }
        } catch (IllegalArgumentException _) {
            // Refused below, like another spelling.
        }
        throw new Malformed(quote(text()) + " is not padded base64 of the standard alphabet");
    }

    Hash hash() throws Malformed {
        return Hash.of(base64());
    }

    /** {@code HASH,HASH,...}, or {@code -} for none. */
    List<Hash> hashes() throws Malformed {
        var hashes = new ArrayList<Hash>();
        for (String each : is("-") ? new String[0] : text().split(",", -1)) {
            hashes.add(only(each).hash());
        }
        return hashes;
    }

    /** What is not UTF-8 does not come back from being read as such. */
    static String utf8(byte[] bytes) throws Malformed {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Malformed.unless(Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes), "a text is not UTF-8");
        return text;
    }

    /** A piece of a hostile text: short, in quotes, and with nothing that a terminal would obey. */
    static String quote(String text) {
        String start = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return "'" + start.replaceAll("[^ -~]", "?") + "'";
    }

    /** A set of ASCII characters: a table, because every character of every event is looked up. */
    private static final class Alphabet {
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

        /** Whether that part of a text is 1 to so many characters, the first of this set, the others of the next. */
        boolean starts(byte[] text, int from, int to, int most, Alphabet next) {
            boolean plain = from < to && to - from <= most && text[from] >= 0 && members[text[from]];
            for (int at = from + 1; at < to && plain; at++) {
                plain = text[at] >= 0 && next.members[text[at]];
            }
            return plain;
        }
    }
}
