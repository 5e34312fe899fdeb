package dev.mullion.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines that end in LF, read as a stream, none longer than 98,304 bytes: an event with the longest payload fits. A last
 * line without LF is refused, it may be the first half of one.
 */
final class Lines {
    private static final int LONGEST = 98_304;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 18];
    private int at;
    private int filled;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its LF, or null at the end. */
    byte @Nullable [] next() throws IOException, Malformed {
        int end = lineEnd();
        if (end < 0) {
            fill();
            end = lineEnd();
        }
        if (filled == 0) {
            return null;
        }
        if (end < 0 || end - at > LONGEST) {
            boolean cut = end < 0 && filled <= LONGEST;
            throw new Malformed(cut ? "the file ends within a line" : "a line is longer than " + LONGEST + " bytes");
        }
        byte[] line = Arrays.copyOfRange(buffer, at, end);
        at = end + 1;
        return line;
    }

    private int lineEnd() {
        for (int end = at; end < filled; end++) {
            if (buffer[end] == '\n') {
                return end;
            }
        }
        return -1;
    }

    /** Moves what is left to the front and fills the buffer up, which is longer than a line. */
    private void fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        filled -= at;
        at = 0;
        filled += in.readNBytes(buffer, filled, buffer.length - filled);
    }

    /** Whether what comes next starts so; it stays what comes next. */
    boolean starts(String with) throws IOException {
        byte[] start = with.getBytes(StandardCharsets.UTF_8);
        if (filled - at < start.length) {
            fill();
        }
        return filled - at >= start.length && Arrays.equals(buffer, at, at + start.length, start, 0, start.length);
    }

    /** The next line; that there is one is part of the form. */
    byte[] expect(String what) throws IOException, Malformed {
        byte[] line = next();
        if (line == null) {
            throw new Malformed("the file ends where " + what + " was expected");
        }
        return line;
    }

    /** Passes over the next line, which is this one. */
    void pass(String line) throws IOException, Malformed {
        Malformed.unless(starts(line + "\n"), "the line '" + line + "' is not where it was expected");
        next();
    }

    /** The one word that stands behind this one in the next line. */
    Words value(String name) throws IOException, Malformed {
        Malformed.unless(starts(name + " "), "the line of '" + name + "' is not where it was expected");
        return new Words(expect(name)).next(name).next("value").last();
    }

    /** So many lines, or as many as there are, as one text behind that start. */
    byte[] text(String start, long count) throws IOException, Malformed {
        var text = new ByteArrayOutputStream();
        text.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        byte[] line;
        for (long left = count; left > 0 && (line = next()) != null; left--) {
            text.writeBytes(line);
            text.write('\n');
        }
        return text.toByteArray();
    }

    void end() throws IOException, Malformed {
        Malformed.unless(next() == null, "something follows the end");
    }
}
