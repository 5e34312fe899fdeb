package dev.mullion.verifier.bundle;

import dev.mullion.verifier.merkle.CompactRange;
import dev.mullion.verifier.merkle.Hash;
import dev.mullion.verifier.note.Checkpoint;
import dev.mullion.verifier.note.VerifierKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the checkpoints of a bundle against the tree grown so far. */
final class Signatures {

    private final Findings findings;
    private final KeyChain keys;
    private final @Nullable VerifierKey pinned;
    private boolean pinnedSigned;
    private @Nullable Checkpoint lastSigned;
    private boolean rootBroken;
    private long count;
    private long held;

    Signatures(Findings findings, KeyChain keys, @Nullable VerifierKey pinned, long from) {
        held = from;
        this.findings = findings;
        this.keys = keys;
        this.pinned = pinned;
    }

    void judge(Checkpoint checkpoint, CompactRange tree) {
        count++;
        if (!checkpoint.origin().equals(keys.current().name())) {
            findings.add(Fault.ORIGIN, tree.size(), "a checkpoint in the bundle is of another log");
        } else if (checkpoint.signer(List.of(keys.current())) == null) {
            findings.add(Fault.SIGNATURE, tree.size(), unsigned(checkpoint));
        } else if (checkpoint.size() != tree.size()) {
            findings.add(
                    checkpoint.size() > tree.size() ? Fault.TRUNCATED : Fault.ORDER,
                    tree.size(),
                    "a checkpoint of " + checkpoint.size() + " events stands where " + tree.size() + " have been read");
        } else {
            compare(checkpoint, tree.root());
        }
    }

    private void compare(Checkpoint checkpoint, Hash root) {
        Checkpoint before = lastSigned;
        if (before != null
                && before.size() == checkpoint.size()
                && !before.root().equals(checkpoint.root())) {
            findings.add(
                    Fault.FORK,
                    checkpoint.size(),
                    "two different roots were signed for " + checkpoint.size()
                            + " events: the log has told two stories");
        }
        lastSigned = checkpoint;
        if (checkpoint.root().equals(root)) {
            held = checkpoint.size();
            pinnedSigned |= keys.current().equals(pinned);
            keys.covered();
        } else if (!rootBroken) {
            rootBroken = true;
            findings.add(
                    Fault.ROOT,
                    held,
                    "the events from #" + held + " to #" + (checkpoint.size() - 1)
                            + " are not those that were signed; up to there the log holds");
        }
    }

    private String unsigned(Checkpoint checkpoint) {
        boolean replaced = checkpoint.signer(keys.all()) != null;
        return "the checkpoint of " + checkpoint.size() + " events is not signed by the key in force"
                + (replaced ? ", but by one that was replaced" : "");
    }

    void end(long size) {
        if (lastSigned == null || lastSigned.size() != size) {
            findings.add(Fault.TRUNCATED, held, "no checkpoint covers the events from #" + held + " on");
        }
        if (pinned != null && !pinned.name().equals(keys.current().name())) {
            findings.add(Fault.ORIGIN, 0, "the expected key is one of another log");
        } else if (pinned != null && !pinnedSigned) {
            findings.add(Fault.KEY, 0, "the expected key has signed nothing in this bundle that holds");
        }
    }

    long count() {
        return count;
    }

    Report.Trust trust(long kept) {
        return new Report.Trust(count, keys.all().size(), held, kept, pinnedSigned);
    }
}
