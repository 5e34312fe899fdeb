package dev.mullion.keys;

import java.util.Set;
import java.util.UUID;

/**
 * The marks of running servers in a key store: one that finds another's mark has the same store before it, and one that
 * does not has a store of its own, or a copy. A mark says nothing but that it is there.
 */
public final class NodeMarks {

    private static final String PREFIX = "node-";
    private static final String CONTENT = "a server that runs\n";

    private final KeyStore store;

    public NodeMarks(KeyStore store) {
        this.store = store;
    }

    /** Leaves the mark of a server, once; a mark that is there stays. */
    public void leave(UUID node) {
        store.put(name(node), null, CONTENT);
    }

    public boolean has(UUID node) {
        return store.read(name(node)).isPresent();
    }

    public void remove(UUID node) {
        store.remove(name(node));
    }

    /** Removes the marks of all others: of servers that ended without removing their own. */
    public void keepOnly(Set<UUID> running) {
        store.names().stream()
                .filter(NodeMarks::isOne)
                .filter(name -> running.stream().map(NodeMarks::name).noneMatch(name::equals))
                .forEach(store::remove);
    }

    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    private static String name(UUID node) {
        return PREFIX + node;
    }
}
