package dev.mullion.verifier;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that grows by leaves and keeps only the roots of its complete subtrees, one for each bit of its size, the
 * largest first. Two trees whose roots agree at one size have the same leaves up to it: comparing an older root on the
 * way is a consistency check without a proof.
 */
final class CompactRange {
    private final List<Hash> subtrees;
    private long size;

    /** Goes on from a size, up to 2^62, whose leaves are not at hand. */
    CompactRange(long size, List<Hash> subtrees) throws Malformed {
        boolean stands = size >= 0 && size <= 1L << 62 && subtrees.size() == Long.bitCount(size);
        Malformed.unless(stands, "a tree of " + size + " leaves does not stand on " + subtrees.size() + " subtrees");
        this.size = size;
        this.subtrees = new ArrayList<>(subtrees);
    }

    void append(Hash leaf) {
        Hash carried = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            carried = Hash.node(subtrees.removeLast(), carried);
        }
        subtrees.add(carried);
        size++;
    }

    long size() {
        return size;
    }

    /** {@code MTH(D[size])} of RFC 9162 section 2.1.1. */
    Hash root() {
        return subtrees.reversed().stream()
                .reduce((right, left) -> Hash.node(left, right))
                .orElseGet(Hash::empty);
    }
}
