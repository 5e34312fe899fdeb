package dev.mullion.audit;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The roots of the complete subtrees of a log, from the largest, one for each bit of its size: enough to go on, and to
 * give the root.
 */
final class Frontier {

    private final TreeHash hash = new TreeHash();
    private final Deque<byte[]> roots = new ArrayDeque<>();
    private long size;

    Frontier() {}

    /** Empty where a log of that size has not so many complete subtrees. */
    static Optional<Frontier> of(long size, byte[] roots) {
        if (roots.length != Long.bitCount(size) * TreeHash.BYTES) {
            return Optional.empty();
        }
        Frontier frontier = new Frontier();
        frontier.size = size;
        ByteBuffer buffer = ByteBuffer.wrap(roots);
        while (buffer.hasRemaining()) {
            byte[] root = new byte[TreeHash.BYTES];
            buffer.get(root);
            frontier.roots.addLast(root);
        }
        return Optional.of(frontier);
    }

    long size() {
        return size;
    }

    void append(byte[] leaf) {
        byte[] root = leaf;
        for (long bit = size; (bit & 1) == 1; bit >>= 1) {
            root = hash.node(roots.removeLast(), root);
        }
        roots.addLast(root);
        size++;
    }

    /** RFC 6962, section 2.1; of no events the hash of nothing. */
    byte[] root() {
        if (roots.isEmpty()) {
            return TreeHash.sha256(new byte[0]);
        }
        Iterator<byte[]> smallestFirst = roots.descendingIterator();
        byte[] root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = hash.node(smallestFirst.next(), root);
        }
        return root;
    }

    byte[] roots() {
        ByteBuffer buffer = ByteBuffer.allocate(roots.size() * TreeHash.BYTES);
        roots.forEach(buffer::put);
        return buffer.array();
    }
}
