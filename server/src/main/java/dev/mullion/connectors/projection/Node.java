package dev.mullion.connectors.projection;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One name of the allow-list's tree: an object to go into, or a value to read. Compiled once, then only read.
 *
 * <p>Each child has a bit, so that a key that comes twice is noticed with one {@code long} per object. Jackson's own
 * check keeps every name it meets and costs 24 KB a body.
 */
final class Node {

    private static final int MOST_CHILDREN = Long.SIZE;

    private final String path;
    private final long bit;
    private final Map<String, Node> children = new HashMap<>();
    private @Nullable ValueReader reader;
    private int slot;

    private Node(String path, long bit) {
        this.path = path;
        this.bit = bit;
    }

    static Node root(String path) {
        return new Node(path, 0);
    }

    /** Adds a path of names below this node, ending in a value. */
    void add(String names, int slotIndex, ValueReader valueReader) {
        Node node = this;
        for (String name : names.split("\\.", -1)) {
            node = node.childMade(name);
        }
        if (node.reader != null || !node.children.isEmpty()) {
            throw new IllegalArgumentException(names + " is already on the allow-list");
        }
        node.reader = valueReader;
        node.slot = slotIndex;
    }

    private Node childMade(String name) {
        if (name.isEmpty() || reader != null || children.size() == MOST_CHILDREN) {
            throw new IllegalArgumentException("cannot add '" + name + "' below " + path + " of the allow-list");
        }
        return children.computeIfAbsent(
                name, key -> new Node(path.equals("$") ? key : path + "." + key, 1L << children.size()));
    }

    @Nullable Node child(String name) {
        return children.get(name);
    }

    String path() {
        return path;
    }

    long bit() {
        return bit;
    }

    /** How to read the value here, or null for an object to go into. */
    @Nullable ValueReader reader() {
        return reader;
    }

    int slot() {
        return slot;
    }
}
