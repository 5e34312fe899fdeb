package dev.mullion.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Checkpoints one after the other, as a log appends them to a file, read as a stream. */
final class Checkpoints {

    private final Lines lines;
    private @Nullable Checkpoint next;

    Checkpoints(Lines lines) throws IOException {
        this.lines = lines;
        take();
        if (next == null) {
            throw new IOException("the file is empty");
        }
    }

    /** The next, which stays the next until it is taken, or null behind the last. */
    @Nullable Checkpoint next() {
        return next;
    }

    void take() throws IOException {
        try {
            ByteBuffer note = note();
            next = note.hasRemaining() ? Checkpoint.parse(note) : null;
        } catch (Malformed malformed) {
            throw new IOException(
                    "neither " + Bundle.FORMAT + " nor " + Proof.FORMAT + " nor checkpoints: " + malformed.why());
        }
    }

    /** A note ends with the last of its signature lines: the next one starts with an origin. */
    private ByteBuffer note() throws IOException, Malformed {
        var note = new ByteArrayOutputStream();
        for (boolean ends = false; !ends && note.size() <= SignedNote.LONGEST; ) {
            boolean signature = lines.starts(SignedNote.DASH);
            byte[] line = lines.text("", 1);
            note.writeBytes(line);
            ends = line.length == 0 || (signature && !lines.starts(SignedNote.DASH));
        }
        return ByteBuffer.wrap(note.toByteArray());
    }

    /** Judges them without their events: what can be seen is whether they tell one story. */
    void verify(Outside outside, Report report) throws IOException {
        Checkpoint last = null;
        long count = 0;
        for (Checkpoint each = next; each != null; each = next) {
            if (last == null) {
                outside.expect(each.origin());
                report.say("log", "%s", Words.quote(each.origin()));
            } else if (!each.origin().equals(last.origin())) {
                report.fault(Fault.ORIGIN, each.size(), "a checkpoint is of another log than the one before");
            } else if (each.size() < last.size()) {
                report.fault(Fault.TRUNCATED, each.size(), "a checkpoint stands behind a larger one");
            } else {
                each.agreesWith(last, report);
            }
            outside.beside(each);
            last = each;
            count++;
            take();
        }
        outside.end();
        report.say("read", "checkpoints: %,d, no events", count);
        if (report.holds()) {
            report.say("holds", "they are of one log that grew, and none contradicts another");
            report.say("not known", "who signed them, where it was not the key you gave");
            outside.say();
        }
    }
}
