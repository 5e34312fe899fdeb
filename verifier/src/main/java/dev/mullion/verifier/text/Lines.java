package dev.mullion.verifier.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines that end in LF, read as a stream. A line has a longest length; the memory used does not depend on how many
 * there are. A last line without LF is refused: it may be the first half of one.
 */
public final class Lines {

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 18];
    private int at;
    private int filled;
    private long number;

    public Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line without its LF, or null at the end. */
    public byte @Nullable [] next() throws IOException, Malformed {
        if (at == filled && !fill()) {
            return null;
        }
        number++;
        for (int end = at; end < filled; end++) {
            if (buffer[end] == '\n') {
                return take(end);
            }
        }
        return acrossBuffers();
    }

    /** The next line; that there is one is part of the form. */
    public byte[] expect(String what) throws IOException, Malformed {
        byte[] line = next();
        if (line == null) {
            throw new Malformed("the file ends after line " + number + ", where " + what + " was expected");
        }
        return line;
    }

    /** How many lines have been read. */
    public long number() {
        return number;
    }

    private byte[] take(int end) throws Malformed {
        if (end - at > longest) {
            throw tooLong();
        }
        byte[] line = Arrays.copyOfRange(buffer, at, end);
        at = end + 1;
        return line;
    }

    private byte[] acrossBuffers() throws IOException, Malformed {
        var line = new ByteArrayOutputStream();
        do {
            while (at < filled) {
                byte each = buffer[at++];
                if (each == '\n') {
                    return line.toByteArray();
                }
                if (line.size() == longest) {
                    throw tooLong();
                }
                line.write(each);
            }
        } while (fill());
        throw new Malformed("the file ends in the middle of line " + number);
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
        return filled > 0;
    }

    private Malformed tooLong() {
        return new Malformed("line " + number + " is longer than " + longest + " bytes");
    }
}
