package dev.mullion.verifier.bundle;

import dev.mullion.verifier.note.Checkpoint;
import dev.mullion.verifier.note.SignedNote;
import dev.mullion.verifier.text.Lines;
import dev.mullion.verifier.text.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints that somebody kept: one, or a file to which they were appended one after the other. Read as a stream
 * beside the bundle, so their number does not matter either.
 */
public final class KeptCheckpoints {

    private static final byte[] DASH = "— ".getBytes(StandardCharsets.UTF_8);

    private final Lines lines;
    private byte @Nullable [] ahead;
    private @Nullable Checkpoint next;

    public KeptCheckpoints(InputStream in) throws IOException {
        lines = new Lines(in, SignedNote.LONGEST);
        try {
            ahead = lines.next();
        } catch (Malformed malformed) {
            throw unreadable(malformed);
        }
        if (ahead == null) {
            throw new IOException("the file of kept checkpoints is empty");
        }
        advance();
    }

    @Nullable Checkpoint peek() {
        return next;
    }

    void advance() throws IOException {
        try {
            next = ahead == null ? null : Checkpoint.parse(note());
        } catch (Malformed malformed) {
            throw unreadable(malformed);
        }
    }

    /** A note ends with the last of its signature lines: the next one starts with an origin. */
    private byte[] note() throws IOException, Malformed {
        var note = new ByteArrayOutputStream();
        boolean signed = false;
        while (ahead != null && !(signed && !isSignature(ahead)) && note.size() <= SignedNote.LONGEST) {
            signed = isSignature(ahead);
            note.writeBytes(ahead);
            note.write('\n');
            ahead = lines.next();
        }
        return note.toByteArray();
    }

    private static boolean isSignature(byte[] line) {
        return line.length > DASH.length && Arrays.equals(line, 0, DASH.length, DASH, 0, DASH.length);
    }

    private IOException unreadable(Malformed malformed) {
        return new IOException(
                "the kept checkpoints cannot be read near line " + lines.number() + ": " + malformed.why());
    }
}
