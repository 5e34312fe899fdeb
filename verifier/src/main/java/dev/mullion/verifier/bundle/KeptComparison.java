package dev.mullion.verifier.bundle;

import dev.mullion.verifier.merkle.CompactRange;
import dev.mullion.verifier.merkle.ConsistencyProof;
import dev.mullion.verifier.merkle.Hash;
import dev.mullion.verifier.merkle.ProofCheck;
import dev.mullion.verifier.merkle.TreeHasher;
import dev.mullion.verifier.note.Checkpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the log against checkpoints that were kept from before. This is what makes rewriting visible: whoever has the
 * signing key can sign any history, but not change what is already in somebody else's hands.
 */
final class KeptComparison {

    private final Findings findings;
    private final KeyChain keys;
    private final @Nullable KeptCheckpoints kept;
    private long agreed;

    KeptComparison(Findings findings, KeyChain keys, @Nullable KeptCheckpoints kept) {
        this.findings = findings;
        this.keys = keys;
        this.kept = kept;
    }

    /** Those older than the bundle's first event: they need a proof that the bundle brings. */
    void before(BundleHead head, TreeHasher hasher) throws IOException {
        CompactRange tree = head.tree();
        for (Checkpoint next = next(tree.size() - 1); next != null; next = next(tree.size() - 1)) {
            if (isOfThisLog(next)) {
                prove(next, head.since(), tree.root(), hasher);
            }
        }
    }

    private void prove(Checkpoint old, List<ConsistencyProof> since, Hash root, TreeHasher hasher) {
        Optional<ConsistencyProof> proof =
                since.stream().filter(each -> each.first() == old.size()).findFirst();
        ProofCheck check =
                proof.map(each -> each.check(hasher, old.root(), root)).orElse(null);
        if (check == ProofCheck.HOLDS) {
            agreed++;
        } else if (check == null) {
            findings.add(
                    Fault.NOT_COMPARED,
                    old.size(),
                    "the kept checkpoint of " + old.size()
                            + " events is older than the first event here, and the bundle has no proof from there");
        } else {
            findings.add(
                    Fault.REWRITTEN,
                    old.size(),
                    "the proof from the kept checkpoint of " + old.size() + " events " + check.words());
        }
    }

    /** Those of exactly the events read so far. */
    void at(CompactRange tree) throws IOException {
        for (Checkpoint next = next(tree.size()); next != null; next = next(tree.size())) {
            if (isOfThisLog(next) && isInOrder(next, tree.size())) {
                compare(next, tree.root());
            }
        }
    }

    void end(long size) throws IOException {
        Checkpoint next = next(Long.MAX_VALUE);
        if (next != null && isOfThisLog(next)) {
            findings.add(
                    Fault.TRUNCATED,
                    size,
                    "a kept checkpoint covers " + next.size() + " events, this bundle ends after " + size);
        }
    }

    private void compare(Checkpoint old, Hash root) {
        if (!old.root().equals(root)) {
            findings.add(
                    Fault.REWRITTEN,
                    0,
                    "the first " + old.size() + " events are not those of the kept checkpoint"
                            + (isSigned(old) ? ", which this log's key signed" : ""));
        } else if (!isSigned(old)) {
            findings.add(
                    Fault.SIGNATURE,
                    old.size(),
                    "the kept checkpoint of " + old.size() + " events is not signed by" + " a key of this log");
        } else {
            agreed++;
        }
    }

    private boolean isSigned(Checkpoint old) {
        return old.signer(keys.all()) != null;
    }

    private boolean isOfThisLog(Checkpoint old) {
        boolean same = old.origin().equals(keys.current().name());
        if (!same) {
            findings.add(Fault.ORIGIN, 0, "a kept checkpoint is of another log than this bundle");
        }
        return same;
    }

    private boolean isInOrder(Checkpoint old, long size) {
        boolean ascends = old.size() == size;
        if (!ascends) {
            findings.add(
                    Fault.TRUNCATED,
                    old.size(),
                    "the kept checkpoints go back to " + old.size() + " events, behind a larger one");
        }
        return ascends;
    }

    /** Takes the next kept checkpoint when it is of at most that size. */
    private @Nullable Checkpoint next(long size) throws IOException {
        Checkpoint next = kept == null ? null : kept.peek();
        if (kept == null || next == null || next.size() > size) {
            return null;
        }
        kept.advance();
        return next;
    }

    long agreed() {
        return agreed;
    }
}
