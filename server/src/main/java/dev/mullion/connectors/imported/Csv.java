package dev.mullion.connectors.imported;

import java.nio.CharBuffer;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them, and nothing else: fields parted by commas, lines ended by CRLF or LF, a
 * field in quotes where it holds a comma, a quote (doubled) or the end of a line. Reads its characters once and where
 * they lie; a doubled quote is drawn together there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180, section 2</a>
 */
final class Csv {

    static final int MOST_FIELDS = 32;
    static final int LONGEST_FIELD = 1_024;

    private final char[] text;
    private final int length;
    private int at;

    Csv(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** The text is none. Says what was expected, and nothing of what is there. */
    static final class Malformed extends RuntimeException {
        Malformed(String expected) {
            super(expected, null, false, false);
        }
    }

    /**
     * Puts the fields of the next line, as views of the text, in place of those in {@code fields}; false at the end.
     */
    boolean next(List<CharBuffer> fields) {
        fields.clear();
        if (at == length) {
            return false;
        }
        do {
            if (fields.size() == MOST_FIELDS) {
                throw new Malformed("has more than " + MOST_FIELDS + " values");
            }
            fields.add(field());
        } while (isComma());
        endOfLine();
        return true;
    }

    private CharBuffer field() {
        CharBuffer field = at < length && text[at] == '"' ? quoted() : plain();
        if (field.length() > LONGEST_FIELD) {
            throw new Malformed("has a value of more than " + LONGEST_FIELD + " characters");
        }
        return field;
    }

    private CharBuffer plain() {
        int from = at;
        while (at < length && text[at] != ',' && text[at] != '\r' && text[at] != '\n') {
            if (text[at] == '"') {
                throw new Malformed("has a quote inside a value that is not in quotes");
            }
            at++;
        }
        return view(from, at);
    }

    private CharBuffer quoted() {
        int from = ++at;
        int to = from;
        while (at < length) {
            char character = text[at++];
            if (character != '"') {
                text[to++] = character;
            } else if (at < length && text[at] == '"') {
                text[to++] = text[at++];
            } else {
                return view(from, to);
            }
        }
        throw new Malformed("has a quote that is not closed");
    }

    private boolean isComma() {
        boolean isComma = at < length && text[at] == ',';
        at += isComma ? 1 : 0;
        return isComma;
    }

    private void endOfLine() {
        if (at == length) {
            return;
        }
        at += text[at] == '\r' ? 1 : 0;
        if (at == length || text[at] != '\n') {
            throw new Malformed("ends otherwise than with CRLF or LF, or has something behind a closing quote");
        }
        at++;
    }

    private CharBuffer view(int from, int to) {
        return CharBuffer.wrap(text, from, to - from);
    }
}
