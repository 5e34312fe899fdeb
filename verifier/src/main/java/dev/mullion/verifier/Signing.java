package dev.mullion.verifier;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one log, each vouched for by the one before, and what they signed. A new key is announced by an event;
 * the first checkpoint that covers the event is signed by the old key, and from then on only the new key signs. Whoever
 * steals an old key later can sign nothing that follows.
 */
final class Signing {

    private static final int MOST_KEYS = 1_000;

    private final Outside outside;
    private final Report report;
    private final List<VerifierKey> keys = new ArrayList<>();
    private @Nullable VerifierKey announced;
    private @Nullable Checkpoint last;
    private boolean broken;
    private long count;
    private long held;

    Signing(VerifierKey first, long from, Outside outside, Report report) {
        this.outside = outside;
        this.report = report;
        keys.add(first);
        held = from;
    }

    /** Those in force at some time, the one in force now at the end. */
    List<VerifierKey> keys() {
        return keys;
    }

    /** Takes what an event says of keys. */
    void follow(EventHeader header) throws Malformed {
        boolean opens = header.verb().equals("log.opened");
        if (opens != (header.index() == 0)) {
            throw new Malformed("a log is opened by its first event and by no other");
        }
        if (!opens && !header.verb().equals("key.announced")) {
            return;
        }
        if (!header.object().matches("key:([0-9a-f]{2}){33}")) {
            throw new Malformed("the event announces no key: its object is not key:HEX");
        }
        byte[] encoded = HexFormat.of().parseHex(header.object().substring("key:".length()));
        VerifierKey key = VerifierKey.of(keys.getLast().name(), encoded);
        if (opens != keys.contains(key) || keys.size() == MOST_KEYS) {
            throw new Malformed("the log was opened with another key than the bundle says, one comes back, or "
                    + "there are more than " + MOST_KEYS);
        }
        announced = opens ? null : key;
    }

    /** Holds a checkpoint against the tree grown so far. */
    void judge(Checkpoint checkpoint, CompactRange tree) {
        count++;
        long size = checkpoint.size();
        if (!checkpoint.origin().equals(keys.getLast().name())) {
            report.fault(Fault.ORIGIN, tree.size(), "a checkpoint in the bundle is of another log");
        } else if (checkpoint.signer(keys.subList(keys.size() - 1, keys.size())) == null) {
            String replaced = checkpoint.signer(keys) == null ? "" : ", but by one that was replaced";
            String why = "the checkpoint of " + size + " events is not signed by the key in force";
            report.fault(Fault.SIGNATURE, tree.size(), why + replaced);
        } else if (size != tree.size()) {
            String why = "a checkpoint of " + size + " events stands where " + tree.size() + " have been read";
            report.fault(size > tree.size() ? Fault.TRUNCATED : Fault.ORDER, tree.size(), why);
        } else {
            compare(checkpoint, tree.root());
        }
    }

    private void compare(Checkpoint checkpoint, Hash root) {
        long size = checkpoint.size();
        if (last != null) {
            checkpoint.agreesWith(last, report);
        }
        last = checkpoint;
        if (checkpoint.root().equals(root)) {
            held = size;
            outside.signedBy(keys.getLast());
            if (announced != null) {
                keys.add(announced);
                announced = null;
            }
        } else if (!broken) {
            broken = true;
            String why = "the events from #" + held + " to #" + (size - 1) + " are not those that were signed";
            report.fault(Fault.ROOT, held, why + "; up to there the log holds");
        }
    }

    void end(long size) {
        if (last == null || last.size() != size) {
            report.fault(Fault.TRUNCATED, held, "no checkpoint covers the events from #" + held + " on");
        }
    }

    /** How many checkpoints were judged. */
    long count() {
        return count;
    }

    /** The size of the last checkpoint that holds. */
    long held() {
        return held;
    }
}
