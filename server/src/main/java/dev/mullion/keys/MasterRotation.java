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

    /** What the counts say of a damaged entry. */
    private static final String UNREADABLE = "unreadable";

    /** As many as a batch of a workspace's rotation: to count them the whole store is read. */
    static final int BATCH = 20;

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
            if (name.equals(Root.NAME) || name.startsWith("wsp_") || name.startsWith(OperatorSecrets.PREFIX)) {
                counts.merge(sets.sourceIfReadable(name).orElse(UNREADABLE), 1, Integer::sum);
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
     * @param told hears after the first entry, every 20 from there and at the end how many each key wraps
     */
    public Map<String, Integer> rotateTo(KeySource successor, Consumer<Map<String, Integer>> told) {
        KeySource former = sets.sources().own();
        Set<String> formers = new HashSet<>(List.of(former.name(), rootSource()));
        if (!former.name().equals(successor.name())) {
            hand(former, successor);
            hand(successor, former);
            sets.sources().succeed(successor);
        }
        wrapAll(successor, formers, told);
        new OperatorSecrets(sets, root).wrapAllBy(successor);
        wrapRoot(successor);
        wrapAll(successor, formers, told); // what other servers made meanwhile
        told.accept(bySource());
        if (isAlone() && nothingNames(formers, successor)) {
            for (String name : handovers(sets.store())) {
                sets.store().remove(name);
            }
        }
        sets.store().tidy();
        return bySource();
    }

    /**
     * Whether no other server runs on this store. While one does, the way from key to key stays: it knows the former
     * one alone until it is started again.
     */
    private boolean isAlone() {
        return sets.store().names().stream().filter(NodeMarks::isOne).count() <= 1;
    }

    private void wrapAll(KeySource successor, Set<String> formers, Consumer<Map<String, Integer>> told) {
        int wrapped = 0;
        for (UUID workspace : sets.workspaces()) {
            boolean isReadable = sets.sourceIfReadable(KeySets.name(workspace)).isPresent();
            if (isReadable && sets.wrapBy(workspace, successor, source -> isOurs(source, formers))) {
                wrapped++;
                if (wrapped % BATCH == 1) {
                    told.accept(bySource());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean nothingNames(Set<String> formers, KeySource successor) {
        return bySource().keySet().stream()
                .noneMatch(source -> !source.equals(successor.name()) && isOurs(source, formers));
    }

    /** Customers bring keys of a service only; the root is wrapped last, so it names the former one until the end. */
    private static boolean isOurs(String source, Set<String> formers) {
        return KmsKey.ofSource(source).isEmpty() || formers.contains(source);
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
        return PREFIX + lastWord(by.name()) + "-" + lastWord(to.name());
    }

    /** A fingerprint or a key's id: what the store takes as a name. */
    private static String lastWord(String name) {
        return name.substring(1 + Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')));
    }

    private static List<String> handovers(KeyStore store) {
        return store.names().stream().filter(name -> name.startsWith(PREFIX)).toList();
    }

    /** The other key of a rotation that is under way or was stopped, by its name. */
    static Optional<KeySource> follow(KeySource own, KeyStore store, String wanted) {
        if (!wanted.startsWith(FileSource.PREFIX)) {
            return Optional.empty();
        }
        String name = PREFIX + lastWord(own.name()) + "-" + lastWord(wanted);
        return store.read(name)
                .map(text -> Wrapped.parse(name, text))
                .filter(kept -> kept.source().equals(own.name()))
                .map(kept -> FileSource.imported(wanted, opened(kept, own)));
    }

    private static Map<Part, byte[]> opened(Wrapped kept, KeySource own) {
        Map<Part, byte[]> keys = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (own.opens(part)) {
                keys.put(part, kept.unwrapped(part, own));
            }
        }
        return keys;
    }
}
