package dev.mullion.keys;

import java.util.Optional;
import java.util.UUID;

/**
 * How far each workspace's log was signed, in a key store: what every server that shares it knows, also where the
 * database fell back to a copy that does not. Nothing of it is secret.
 */
public final class TreeHeads {

    private static final String PREFIX = "log-";

    private final KeyStore store;

    public TreeHeads(KeyStore store) {
        this.store = store;
    }

    /**
     * The state of a log (RFC 9162, section 4.10).
     *
     * @param size in events
     * @param root base64 of the Merkle tree's root hash
     */
    public record Head(long size, String root) {

        private String text() {
            return size + "\n" + root + "\n";
        }

        private static Head parse(String name, String text) {
            String[] lines = text.split("\n", -1);
            if (lines.length != 3 || !lines[0].matches("[1-9][0-9]{0,17}") || !lines[1].matches("[A-Za-z0-9+/]{43}=")) {
                throw new KeysUnavailable(
                        KeysUnavailable.Reason.DAMAGED,
                        name + " in the key store is no size and root of a log; put back the copy that was made of it");
            }
            return new Head(Long.parseLong(lines[0]), lines[1]);
        }
    }

    /** The farthest that any server signed; empty where none did since heads are kept. */
    public Optional<Head> of(UUID workspace) {
        String name = name(workspace);
        return store.read(name).map(text -> Head.parse(name, text));
    }

    /**
     * Keeps {@code next}, durably when this returns.
     *
     * @param known what {@link #of} said and {@code next} was compared with
     * @return false where another server was quicker, and nothing was kept
     */
    public boolean advance(UUID workspace, Optional<Head> known, Head next) {
        return store.put(name(workspace), known.map(Head::text).orElse(null), next.text());
    }

    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    private static String name(UUID workspace) {
        return PREFIX + workspace;
    }
}
