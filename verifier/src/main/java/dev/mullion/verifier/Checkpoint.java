package dev.mullion.verifier;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree head in a signed note: origin, size, root (c2sp.org/tlog-checkpoint). Extension lines may follow; they are
 * read, must not be empty, and mean nothing here.
 */
record Checkpoint(String origin, long size, Hash root, SignedNote note) implements Entry {

    static Checkpoint parse(ByteBuffer bytes) throws Malformed {
        SignedNote note = SignedNote.parse(bytes);
        List<String> lines = note.text().lines().toList();
        if (lines.size() < 3 || lines.contains("")) {
            throw new Malformed("a checkpoint has at least three lines, origin, size and root, and no empty one");
        }
        return new Checkpoint(
                lines.get(0),
                Words.only(lines.get(1)).decimal(),
                Words.only(lines.get(2)).hash(),
                note);
    }

    @Nullable VerifierKey signer(List<VerifierKey> known) {
        return note.signer(known);
    }

    /** Whether another is of the same size; then a log that tells one story has signed the same root. */
    boolean agreesWith(Checkpoint other, Report report) {
        if (size == other.size && !root.equals(other.root)) {
            report.fault(Fault.FORK, size, "two roots were signed for " + size + " events: the log told two stories");
        }
        return size == other.size && root.equals(other.root);
    }
}
