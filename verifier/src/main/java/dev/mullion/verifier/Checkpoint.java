package dev.mullion.verifier;

import java.util.List;

/**
 * A tree head in a signed note: origin, size, root (c2sp.org/tlog-checkpoint). Extension lines may follow, which are
 * not empty and mean nothing here.
 */
record Checkpoint(String origin, long size, Hash root, SignedNote note) implements Entry {
    static Checkpoint parse(byte[] bytes) throws Malformed {
        SignedNote note = SignedNote.parse(bytes);
        List<String> lines = note.text().lines().toList();
        boolean three = lines.size() >= 3 && !lines.contains("");
        Malformed.unless(three, "a checkpoint has at least three lines, origin, size and root, and no empty one");
        long size = Words.only(lines.get(1)).decimal();
        Hash root = Words.only(lines.get(2)).hash();
        return new Checkpoint(lines.get(0), size, root, note);
    }

    /** One log signs one root for each size. */
    void compare(Checkpoint other, Report report) {
        boolean same = size != other.size || root.equals(other.root) || !origin.equals(other.origin);
        report.check(same, Fault.FORK, size, "two roots were signed for one size: the log told two stories");
    }
}
