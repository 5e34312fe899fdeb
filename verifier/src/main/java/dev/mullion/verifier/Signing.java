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

    /** The one in force is the last. */
    List<VerifierKey> keys() {
        return keys;
    }

    /** Takes what an event says of keys. */
    void follow(Event event) throws Malformed {
        boolean opens = event.verb().equals("log.opened");
        Malformed.unless(opens == (event.index() == 0), "a log is opened by its first event and by no other");
        if (!opens && !event.verb().equals("key.announced")) {
            return;
        }
        boolean hex = event.object().matches("key:([0-9a-f]{2}){33}");
        Malformed.unless(hex, "the event announces no key: its object is not key:HEX");
        byte[] encoded = HexFormat.of().parseHex(event.object().substring("key:".length()));
        VerifierKey key = VerifierKey.of(keys.getLast().name(), encoded);
        boolean expected = keys.size() < MOST_KEYS && opens == keys.contains(key);
        Malformed.unless(expected, "the key is not the one the bundle says, comes back, or is one of too many");
        announced = opens ? null : key;
    }

    /** Holds a checkpoint against the tree grown so far. */
    void judge(Checkpoint checkpoint, CompactRange tree) {
        count++;
        long size = checkpoint.size();
        if (!checkpoint.origin().equals(keys.getLast().name())) {
            report.fault(Fault.ORIGIN, tree.size(), "a checkpoint in the bundle is of another log");
        } else if (!checkpoint.note().isSignedBy(List.of(keys.getLast()))) {
            String replaced = checkpoint.note().isSignedBy(keys) ? ", but by one that was replaced" : "";
            report.fault(Fault.SIGNATURE, tree.size(), "a checkpoint is not signed by the key in force" + replaced);
        } else if (size != tree.size()) {
            String why = "a checkpoint of " + size + " events stands where " + tree.size() + " have been read";
            report.fault(size > tree.size() ? Fault.TRUNCATED : Fault.ORDER, tree.size(), why);
        } else {
            compare(checkpoint, tree.root());
        }
    }

    private void compare(Checkpoint checkpoint, Hash root) {
        if (last != null) {
            checkpoint.compare(last, report);
        }
        last = checkpoint;
        if (checkpoint.root().equals(root)) {
            held = checkpoint.size();
            outside.signedBy(keys.getLast());
            if (announced != null) {
                keys.add(announced);
                announced = null;
            }
        } else if (!broken) {
            broken = true;
            String which = "the events from #" + held + " to #" + (checkpoint.size() - 1);
            report.fault(Fault.ROOT, held, which + " are not those that were signed");
        }
    }

    void end(long size) {
        boolean covered = last != null && last.size() == size;
        report.check(covered, Fault.TRUNCATED, held, "no checkpoint covers the events from #" + held + " on");
    }

    long count() {
        return count;
    }

    void say() {
        report.say("signed", "checkpoints: %,d, keys: %,d", count, keys.size());
        report.say("", "the last checkpoint that holds covers %,d events", held);
    }
}
