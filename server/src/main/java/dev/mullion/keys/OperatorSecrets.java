package dev.mullion.keys;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's own apps at vendors sign in with, in the key store: in two parts like the keys of a workspace,
 * wrapped by the same key. A server with the role web alone opens the first and not the second.
 */
public final class OperatorSecrets {

    static final String PREFIX = "operator-";

    private final KeySets sets;
    private final Root root;

    OperatorSecrets(KeySets sets, Root root) {
        this.sets = sets;
        this.root = root;
    }

    /**
     * Keeps both parts by this name in place of what was there.
     *
     * @param web what every server needs
     * @param worker what only a worker may have
     */
    public void keep(String name, byte[] web, byte[] worker) {
        KeyStore store = sets.store();
        String before = store.read(PREFIX + name).orElse(null);
        long generation =
                before == null ? 1 : Wrapped.parse(PREFIX + name, before).generation() + 1;
        put(PREFIX + name, before, generation, sets.sources().own(), Map.of(Part.WEB, web, Part.WORKER, worker));
    }

    private void put(String name, @Nullable String before, long generation, KeySource source, Map<Part, byte[]> parts) {
        String text =
                Wrapped.of(root.installation(), name, generation, source, parts).text();
        if (!sets.store().put(name, before, text)) {
            throw new IllegalStateException(
                    "somebody else changed " + name + " in the key store in the same moment; run it again");
        }
    }

    /** Empty where nothing is kept by this name, or where this server may not open that part. */
    public Optional<byte[]> open(String name, Part part) {
        return sets.store()
                .read(PREFIX + name)
                .map(text -> Wrapped.parse(PREFIX + name, text))
                .filter(kept -> sets.sources().named(kept.source()).opens(part))
                .map(kept -> kept.unwrapped(part, sets.sources().named(kept.source())));
    }

    /** Wraps what another key wrapped by {@code successor}. */
    void wrapAllBy(KeySource successor) {
        for (String name : sets.store().names()) {
            if (name.startsWith(PREFIX)) {
                String text = sets.store().read(name).orElseThrow();
                Wrapped before = Wrapped.parse(name, text);
                if (!before.source().equals(successor.name())) {
                    KeySource former = sets.sources().named(before.source());
                    put(
                            name,
                            text,
                            before.generation() + 1,
                            successor,
                            Map.of(
                                    Part.WEB,
                                    before.unwrapped(Part.WEB, former),
                                    Part.WORKER,
                                    before.unwrapped(Part.WORKER, former)));
                }
            }
        }
    }
}
