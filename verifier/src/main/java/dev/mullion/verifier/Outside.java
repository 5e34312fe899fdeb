package dev.mullion.verifier;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known from outside the file: checkpoints kept from before, a key. It makes rewriting visible: whoever has the
 * signing key can sign any history, but not change what is already in somebody else's hands.
 */
final class Outside {
    private final @Nullable Checkpoints kept;
    private final @Nullable VerifierKey pinned;
    private final Report report;
    private String origin = "";
    private boolean pinnedSigned;
    private long compared;
    private long older;

    Outside(@Nullable Checkpoints kept, @Nullable VerifierKey pinned, Report report) {
        this.kept = kept;
        this.pinned = pinned;
        this.report = report;
    }

    /** Says which log the file is about. */
    void expect(String log) {
        origin = log;
        boolean same = pinned == null || pinned.name().equals(log);
        report.check(same, Fault.ORIGIN, 0, "the expected key is one of another log");
    }

    /**
     * Kept checkpoints of what is not in the bundle need a proof from it. Older ones than all that it may bring are
     * passed over: with one proof to spare, whoever made it could leave out the checkpoint that contradicts.
     */
    void before(CompactRange tree, Map<Long, ProofPath> since) throws IOException {
        long from = tree.size() == 0 ? -1 : tree.size();
        long newest = 0;
        var led = new TreeSet<Long>();
        for (Checkpoint old = next(from); old != null; old = next(from)) {
            ProofPath proof = since.get(old.size());
            if (proof == null) {
                older++;
                newest = Math.max(newest, old.size());
            } else {
                led.add(old.size());
                boolean grows = proof.grows(old.size(), old.root(), from, tree.root());
                report.check(grows, Fault.REWRITTEN, old.size(), "no proof of the bundle leads on from " + name(old));
            }
        }
        boolean most = led.headSet(from).size() == Bundle.MOST_PROOFS && newest < led.first();
        report.check(most || older == 0, Fault.NOT_COMPARED, newest, "no proof leads on from " + older + " kept ones");
    }

    /** Kept checkpoints of at most the size that the tree has now. */
    void at(CompactRange tree, List<VerifierKey> keys) throws IOException {
        for (Checkpoint old = next(tree.size()); old != null; old = next(tree.size())) {
            boolean here = old.size() == tree.size();
            boolean same = here && old.root().equals(tree.root());
            boolean signed = old.note().isSignedBy(keys);
            String whose = signed ? ", which this log's key signed" : "";
            report.check(here, Fault.TRUNCATED, old.size(), name(old) + " stands behind a larger one");
            report.check(same || !here, Fault.REWRITTEN, 0, "the log is not that of " + name(old) + whose);
            report.check(signed || !same, Fault.SIGNATURE, old.size(), name(old) + " is not signed by this log");
        }
    }

    /** Kept checkpoints of the size of this one, where no events lead on from those of other sizes. */
    void beside(Checkpoint one) throws IOException {
        for (Checkpoint old = next(one.size()); old != null; old = next(one.size())) {
            compared -= one.size() == old.size() ? 0 : 1;
            one.compare(old, report);
        }
        if (pinned != null && one.note().signatures().containsKey(pinned.label())) {
            pinnedSigned = one.note().isSignedBy(List.of(pinned));
            report.check(pinnedSigned, Fault.SIGNATURE, one.size(), "it is not what the expected key has signed");
        }
    }

    void signedBy(VerifierKey key) {
        pinnedSigned |= key.equals(pinned);
    }

    /** Behind the last event of a bundle no kept checkpoint is left over. */
    void end(CompactRange tree) throws IOException {
        Checkpoint old = next(Long.MAX_VALUE);
        report.check(old == null, Fault.TRUNCATED, tree.size(), "the log ends here, short of what was kept");
        end();
    }

    void end() {
        boolean signed = pinned == null || pinnedSigned || !pinned.name().equals(origin);
        report.check(signed, Fault.KEY, 0, "the expected key has signed nothing here that holds");
    }

    /** Says what was compared, where everything holds. */
    void say() {
        if (pinned != null) {
            report.say("holds", "the key you gave has signed this log");
        }
        if (kept != null) {
            String but = older == 0 ? "" : "; " + older + " older ones were compared with nothing";
            report.say("holds", "kept checkpoints: %,d; nothing that they cover was rewritten" + but, compared - older);
        }
        if (kept == null && pinned == null) {
            report.say("not known", "whether others were shown the same history: nothing from outside was compared");
            report.say("", "(--kept FILE with checkpoints from before, --key KEY with a key you trust)");
        }
    }

    private @Nullable Checkpoint next(long size) throws IOException {
        while (kept != null) {
            Checkpoint next = kept.next();
            if (next == null || next.size() > size) {
                return null;
            }
            kept.take();
            if (next.origin().equals(origin)) {
                compared++;
                return next;
            }
            report.fault(Fault.ORIGIN, 0, "a kept checkpoint is of another log");
        }
        return null;
    }

    private static String name(Checkpoint old) {
        return "the kept checkpoint of " + old.size() + " events";
    }
}
