package dev.mullion.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
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
            byte[] note = note();
            next = note.length == 0 ? null : Checkpoint.parse(note);
        } catch (Malformed malformed) {
            throw new IOException("this is no bundle, no proof and no checkpoint: " + malformed.why());
        }
    }

    /** A note ends with the last of its signature lines: the next one starts with an origin. */
    private byte[] note() throws IOException, Malformed {
        var note = new ByteArrayOutputStream();
        for (boolean ends = false; !ends && note.size() <= SignedNote.LONGEST; ) {
            boolean signature = lines.starts(SignedNote.DASH);
            byte[] line = lines.text("", 1);
            note.writeBytes(line);
            ends = line.length == 0 || (signature && !lines.starts(SignedNote.DASH));
        }
        return note.toByteArray();
    }

    /** Judges them without their events: what can be seen is whether they tell one story. */
    void verify(Outside outside, Report report) throws IOException {
        Checkpoint last = Objects.requireNonNull(next);
        outside.expect(last.origin());
        report.say("log", "%s", Words.quote(last.origin()));
        for (Checkpoint each = next; each != null; each = next) {
            boolean same = each.origin().equals(last.origin());
            report.check(same, Fault.ORIGIN, each.size(), "a checkpoint is of another log than the one before");
            boolean grows = each.size() >= last.size();
            report.check(grows, Fault.TRUNCATED, each.size(), "a checkpoint stands behind a larger one");
            each.compare(last, report);
            outside.beside(each);
            last = each;
            take();
        }
        outside.end();
        report.say("read", "checkpoints up to %,d events, and no event", last.size());
        if (report.holds()) {
            report.say("holds", "they are of one log that grew, and none contradicts another");
            report.say("not known", "who signed them, where it was not the key you gave");
            outside.say();
        }
    }
}
