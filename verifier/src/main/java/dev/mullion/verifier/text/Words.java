package dev.mullion.verifier.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks the words of one line. Words are never empty and are parted by exactly one space. */
public final class Words {

    private final byte[] line;
    private int from;
    private int to = -1;

    public Words(byte[] line) {
        this.line = line;
    }

    public Words next(String what) throws Malformed {
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

    public void end() throws Malformed {
        if (to != line.length) {
            throw new Malformed(Quoted.of(line, Math.min(to + 1, line.length), line.length) + " was not expected");
        }
    }

    /** What follows the current word and its space. */
    public byte[] rest() {
        return Arrays.copyOfRange(line, Math.min(to + 1, line.length), line.length);
    }

    public boolean is(String word) {
        if (word.length() != to - from) {
            return false;
        }
        for (int at = 0; at < word.length(); at++) {
            if (line[from + at] != word.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    public long decimal() throws Malformed {
        return Decimal.parse(line, from, to);
    }

    public byte[] base64() throws Malformed {
        return Base64Text.decode(line, from, to);
    }

    /** The current word, byte by byte: only a word of a grammar that is ASCII may be compared as text. */
    public String text() {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    public int length() {
        return to - from;
    }

    public String quoted() {
        return Quoted.of(line, from, to);
    }
}
