package dev.mullion.verifier.merkle;

import dev.mullion.verifier.text.Malformed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree that grows by leaves and keeps only the roots of its complete subtrees, one for each bit of its size: enough
 * for the root at every size in one pass, in at most 63 hashes. Two trees whose roots agree at one size have the same
 * leaves up to it, so comparing an older root on the way is a consistency check without a proof.
 */
public final class CompactRange {

    /** Leaves room for more leaves than can ever be read. */
    public static final long LARGEST_START = 1L << 62;

    private final TreeHasher hasher;
    private final @Nullable Hash[] subtrees = new @Nullable Hash[64];
    private long size;

    public CompactRange(TreeHasher hasher) {
        this.hasher = hasher;
    }

    /**
     * Goes on where earlier leaves are no longer at hand.
     *
     * @param subtrees the roots of the complete subtrees of that size, from the largest to the smallest
     */
    public static CompactRange resume(TreeHasher hasher, long size, List<Hash> subtrees) throws Malformed {
        if (size < 0 || size > LARGEST_START || subtrees.size() != Long.bitCount(size)) {
            throw new Malformed("a tree of " + size + " leaves has " + Long.bitCount(size) + " complete subtrees, not "
                    + subtrees.size());
        }
        var range = new CompactRange(hasher);
        range.size = size;
        long left = size;
        for (Hash subtree : subtrees) {
            int level = 63 - Long.numberOfLeadingZeros(left);
            range.subtrees[level] = subtree;
            left -= 1L << level;
        }
        return range;
    }

    public void append(Hash leaf) {
        Hash carried = leaf;
        int level = 0;
        for (; ((size >>> level) & 1) == 1; level++) {
            carried = hasher.node(at(level), carried);
        }
        subtrees[level] = carried;
        size++;
    }

    public long size() {
        return size;
    }

    /** {@code MTH(D[size])} of RFC 9162 section 2.1.1. */
    public Hash root() {
        if (size == 0) {
            return hasher.empty();
        }
        int level = Long.numberOfTrailingZeros(size);
        Hash root = at(level);
        for (level++; size >>> level != 0; level++) {
            if (((size >>> level) & 1) == 1) {
                root = hasher.node(at(level), root);
            }
        }
        return root;
    }

    private Hash at(int level) {
        Hash subtree = subtrees[level];
        if (subtree == null) {
            throw new IllegalStateException("size and subtrees disagree at level " + level);
        }
        return subtree;
    }
}
