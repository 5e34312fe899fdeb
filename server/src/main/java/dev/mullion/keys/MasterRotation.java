package dev.mullion.keys;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Wraps the installation's root and every workspace's keys by another master key. Until it is done the store holds an
 * entry for each direction in which one key opens what the other wrapped, so that a server that is stopped in between
 * starts with either. Called again it goes on where it was.
 */
public final class MasterRotation {

    private static final String PREFIX = "handover-";

    /** At most 200 entries a second: the store may be a mount that others need. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final KeySets sets;
    private final Root root;

    MasterRotation(KeySets sets, Root root) {
        this.sets = sets;
        this.root = root;
    }

    /** How many entries of the store each master key wraps. */
    public Map<String, Integer> bySource() {
        Map<String, Integer> counts = new TreeMap<>();
        for (String name : sets.store().names()) {
            if (name.equals(Root.NAME) || name.startsWith("wsp_")) {
                sets.store()
                        .read(name)
                        .map(text -> Wrapped.parse(name, text).source())
                        .ifPresent(source -> counts.merge(source, 1, Integer::sum));
            }
        }
        return counts;
    }

    /** Whether one was begun and not finished. */
    public static boolean isUnderWay(KeyStore store) {
        return store.names().stream().anyMatch(name -> name.startsWith(PREFIX));
    }

    /**
     * Rotates, or finishes what was begun. Workspaces that are bound to a key of their own stay with it.
     *
     * @param told hears after each entry how many each key wraps
     */
    public Map<String, Integer> rotateTo(KeySource successor, Consumer<Map<String, Integer>> told) {
        KeySource former = sets.sources().own();
        Set<String> formers = new HashSet<>(List.of(former.name(), rootSource()));
        if (!former.name().equals(successor.name())) {
            hand(former, successor);
            hand(successor, former);
            sets.sources().succeed(successor);
        }
        for (UUID workspace : sets.workspaces()) {
            if (isOurs(sets.sourceOf(workspace), formers) && sets.wrapBy(workspace, successor)) {
                told.accept(bySource());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        wrapRoot(successor);
        told.accept(bySource());
        for (String name : handovers(sets.store())) {
            sets.store().remove(name);
        }
        return bySource();
    }

    /** Customers bring keys of a service only; the root is wrapped last, so it names the former one until the end. */
    private static boolean isOurs(String source, Set<String> formers) {
        return !KmsKey.isSource(source) || formers.contains(source);
    }

    private String rootSource() {
        return Wrapped.parse(Root.NAME, sets.store().read(Root.NAME).orElseThrow())
                .source();
    }

    private void wrapRoot(KeySource successor) {
        KeyStore store = sets.store();
        String text = store.read(Root.NAME).orElseThrow();
        Wrapped before = Wrapped.parse(Root.NAME, text);
        if (!before.source().equals(successor.name())) {
            store.put(
                    Root.NAME,
                    text,
                    Wrapped.of(
                                    root.installation(),
                                    Root.NAME,
                                    before.generation() + 1,
                                    successor,
                                    Map.of(Part.WEB, root.encoded()))
                            .text());
        }
    }

    /** Lets whoever holds {@code by} open what a file's key wrapped; a service's is asked for by its name. */
    private void hand(KeySource by, KeySource to) {
        if (to instanceof FileSource file) {
            Map<Part, byte[]> keys = file.exported();
            String name = name(by, file);
            sets.store()
                    .put(
                            name,
                            null,
                            Wrapped.of(root.installation(), name, 1, by, keys).text());
            keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
        }
    }

    private static String name(KeySource by, FileSource to) {
        return PREFIX + lastWord(by) + "-" + lastWord(to);
    }

    /** A fingerprint or a key's id: what the store takes as a name. */
    private static String lastWord(KeySource source) {
        String name = source.name();
        return name.substring(1 + Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')));
    }

    private static List<String> handovers(KeyStore store) {
        return store.names().stream().filter(name -> name.startsWith(PREFIX)).toList();
    }

    /** Adds the other key of a rotation that was stopped to those that {@code own} is known with. */
    static Optional<KeySource> follow(KeySource own, KeyStore store) {
        for (String name : handovers(store)) {
            Wrapped kept = Wrapped.parse(name, store.read(name).orElseThrow());
            if (kept.source().equals(own.name())) {
                Map<Part, byte[]> keys = new EnumMap<>(Part.class);
                for (Part part : Part.values()) {
                    if (own.opens(part)) {
                        keys.put(part, kept.unwrapped(part, own));
                    }
                }
                return Optional.of(
                        FileSource.imported(FileSource.PREFIX + name.substring(name.lastIndexOf('-') + 1), keys));
            }
        }
        return Optional.empty();
    }
}
