package dev.mullion.audit;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs of RFC 6962, section 2.1, from the roots of complete subtrees. */
final class Tree {

    private final Nodes nodes;
    private final TreeHash hash = new TreeHash();

    /** Not to be shared between threads. */
    Tree(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Where complete subtrees come from. */
    @FunctionalInterface
    interface Nodes {
        /** The root over the {@code 2^level} events from {@code index * 2^level} on. */
        byte[] root(int level, long index);
    }

    /** The root over the first {@code size} events, at least one. */
    byte[] root(long size) {
        return range(0, size);
    }

    /** Section 2.1.1: the audit path of the event at {@code index}, from its sibling upwards. */
    List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a log of " + size + " events has none at " + index);
        }
        List<byte[]> path = new ArrayList<>();
        include(index, 0, size, path);
        return path;
    }

    /** Section 2.1.2: that the log of {@code old} events is the beginning of the one of {@code size}. */
    List<byte[]> consistency(long old, long size) {
        if (old < 1 || old > size) {
            throw new IllegalArgumentException("a log of " + size + " events has no beginning of " + old);
        }
        List<byte[]> path = new ArrayList<>();
        extend(old, 0, size, true, path);
        return path;
    }

    private void include(long index, long from, long to, List<byte[]> path) {
        if (to - from > 1) {
            long middle = from + half(to - from);
            boolean left = index < middle;
            include(index, left ? from : middle, left ? middle : to, path);
            path.add(left ? range(middle, to) : range(from, middle));
        }
    }

    private void extend(long old, long from, long to, boolean known, List<byte[]> path) {
        if (old == to) {
            if (!known) {
                path.add(range(from, to));
            }
            return;
        }
        long middle = from + half(to - from);
        if (old <= middle) {
            extend(old, from, middle, known, path);
            path.add(range(middle, to));
        } else {
            extend(old, middle, to, false, path);
            path.add(range(from, middle));
        }
    }

    private byte[] range(long from, long to) {
        long length = to - from;
        if (Long.bitCount(length) == 1 && from % length == 0) {
            int level = Long.numberOfTrailingZeros(length);
            return nodes.root(level, from >> level);
        }
        long middle = from + half(length);
        return hash.node(range(from, middle), range(middle, to));
    }

    /** The largest power of two below {@code length}. */
    private static long half(long length) {
        return Long.highestOneBit(length - 1);
    }
}
