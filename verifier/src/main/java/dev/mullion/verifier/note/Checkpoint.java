package dev.mullion.verifier.note;

import dev.mullion.verifier.merkle.Hash;
import dev.mullion.verifier.text.Decimal;
import dev.mullion.verifier.text.Malformed;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A tree head in a signed note: origin, size, root (c2sp.org/tlog-checkpoint). Extension lines may follow; they are
 * read, must not be empty, and mean nothing here.
 */
public record Checkpoint(String origin, long size, Hash root, SignedNote note) {

    public static Checkpoint parse(byte[] bytes) throws Malformed {
        SignedNote note = SignedNote.parse(bytes);
        String[] lines = note.text().substring(0, note.text().length() - 1).split("\n", -1);
        if (lines.length < 3) {
            throw new Malformed("a checkpoint has at least three lines: origin, size, root");
        }
        for (String line : lines) {
            if (line.isEmpty()) {
                throw new Malformed("a checkpoint has no empty line before its signatures");
            }
        }
        return new Checkpoint(lines[0], Decimal.parse(lines[1]), Hash.parse(lines[2]), note);
    }

    public @Nullable VerifierKey signer(Collection<VerifierKey> known) {
        return note.signer(known);
    }
}
