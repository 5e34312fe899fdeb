package dev.mullion.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The key sets of all workspaces in one key store. What was unwrapped is remembered for {@link #MEMORY}: so long other
 * servers still open what was sealed under keys that were destroyed here.
 */
public final class KeySets {

    /** How long a server goes on with keys that another one has destroyed, rotated or locked. */
    public static final Duration MEMORY = Duration.ofSeconds(60);

    /** How long it goes on where the store, or the service that wraps them, does not answer at all. */
    public static final Duration GRACE = Duration.ofMinutes(15);

    private static final String PREFIX = "wsp_";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final KeyStore store;
    private final KeySources sources;
    private final Root root;
    private final KeyMemory memory;

    KeySets(KeyStore store, KeySources sources, Root root, Ticker ticker) {
        this.store = store;
        this.sources = sources;
        this.root = root;
        this.memory = new KeyMemory(ticker, this::unwrapped);
    }

    /**
     * The keys of a workspace.
     *
     * @throws KeysUnavailable with the reason
     */
    public WorkspaceKeys of(UUID workspace) {
        return memory.get(workspace);
    }

    /** The same where a version is needed: one that another server has made meanwhile is looked for. */
    public WorkspaceKeys of(UUID workspace, int version) {
        WorkspaceKeys keys = of(workspace);
        if (version > keys.version()) {
            refresh(workspace);
            return of(workspace);
        }
        return keys;
    }

    /** The same, unwrapped now; what is remembered stays where nobody answers. */
    public WorkspaceKeys ask(UUID workspace) {
        return memory.ask(workspace);
    }

    /**
     * Why nobody may enter the workspace now: {@link KeysUnavailable.Reason#LOCKED}, or
     * {@link KeysUnavailable.Reason#UNREACHABLE} where it cannot be known whether it is. Other troubles keep secrets
     * shut and not the door.
     */
    Optional<KeysUnavailable.Reason> shut(UUID workspace) {
        try {
            of(workspace);
            return Optional.empty();
        } catch (KeysUnavailable e) {
            return Optional.of(e.reason())
                    .filter(reason ->
                            reason == KeysUnavailable.Reason.LOCKED || reason == KeysUnavailable.Reason.UNREACHABLE);
        }
    }

    /** Makes the keys of a new workspace. Keys that are there already stay. */
    public void create(UUID workspace) {
        create(workspace, false);
    }

    private void create(UUID workspace, boolean derivesFromRoot) {
        store.put(name(workspace), null, wrapped(workspace, 1, KeySet.random(derivesFromRoot), sources.own()));
    }

    /**
     * Destroys the keys of a workspace: what they sealed opens nowhere any more, in no backup of the database either.
     */
    public void destroy(UUID workspace) {
        try {
            store.destroy(name(workspace));
        } finally {
            forget(workspace); // also where it failed half-way
        }
    }

    public boolean isDestroyed(UUID workspace) {
        return store.isDestroyed(name(workspace));
    }

    /** Adds a sealing key and returns its version; what was sealed before still opens. */
    public int addVersion(UUID workspace) {
        return change(workspace, KeySet::withNewVersion).current();
    }

    /** Takes away the sealing keys before {@code least}. */
    public void retireBefore(UUID workspace, int least) {
        change(workspace, keys -> keys.since(least));
    }

    /** Everyone with keys here. */
    public List<UUID> workspaces() {
        return store.names().stream()
                .filter(name -> NAME.matcher(name).matches())
                .map(name -> UUID.fromString(name.substring(PREFIX.length())))
                .toList();
    }

    /** The name of the key that wraps those of a workspace. */
    public String sourceOf(UUID workspace) {
        return kept(workspace).source();
    }

    /**
     * Everyone whose keys are wrapped by a key of their own, with that key. An entry that is damaged is passed over.
     */
    public Map<UUID, KmsKey> bound() {
        Map<UUID, KmsKey> bound = new LinkedHashMap<>();
        for (UUID workspace : workspaces()) {
            sourceIfReadable(name(workspace))
                    .filter(source -> !source.equals(sources.own().name()))
                    .flatMap(KmsKey::ofSource)
                    .ifPresent(key -> bound.put(workspace, key));
        }
        return bound;
    }

    /** Empty where the entry is damaged: it is told when somebody needs it. */
    Optional<String> sourceIfReadable(String name) {
        try {
            return store.read(name).map(text -> Wrapped.parse(name, text).source());
        } catch (KeysUnavailable e) {
            if (e.reason() == KeysUnavailable.Reason.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Forgets what was unwrapped: the next use asks the key store and the wrapping key again. */
    public void forget(UUID workspace) {
        memory.forget(workspace);
    }

    /** The source that wraps by a key of a service; asks it nothing yet. */
    public KeySource source(KmsKey key) {
        return sources.named(key.sourceName());
    }

    /** Forgets them only where the key store has others by now; the wrapping key is not asked for that. */
    public void refresh(UUID workspace) {
        boolean isOld = memory.held(workspace)
                .filter(known -> known.generation() != kept(workspace).generation())
                .isPresent();
        if (isOld) {
            forget(workspace);
        }
    }

    KeySources sources() {
        return sources;
    }

    KeyStore store() {
        return store;
    }

    private KeySet change(UUID workspace, UnaryOperator<KeySet> change) {
        while (true) {
            Wrapped before = kept(workspace);
            KeySource source = sources.named(before.source());
            KeySet changed = change.apply(opened(before, source));
            if (store.put(
                    name(workspace), before.text(), wrapped(workspace, before.generation() + 1, changed, source))) {
                forget(workspace);
                return changed;
            }
        }
    }

    /**
     * Wraps the keys of a workspace by a customer's own key; they stay what they are.
     *
     * @return false when that key wrapped them already
     * @throws KeysUnavailable when either key is not to be had; then nothing was changed
     */
    public boolean bind(UUID workspace, KmsKey key) {
        return wrapBy(workspace, sources.named(key.sourceName()), _ -> true);
    }

    /** Wraps the keys of a workspace by the installation's own key again. */
    public boolean release(UUID workspace) {
        return wrapBy(workspace, sources.own(), _ -> true);
    }

    /** @param replaces which sources may be followed; what another put there meanwhile is judged again */
    boolean wrapBy(UUID workspace, KeySource successor, Predicate<String> replaces) {
        while (true) {
            Wrapped before = kept(workspace);
            if (before.source().equals(successor.name()) || !replaces.test(before.source())) {
                return false;
            }
            KeySet keys = opened(before, sources.named(before.source()));
            String after = wrapped(workspace, before.generation() + 1, keys, successor);
            opened(Wrapped.parse(name(workspace), after), successor); // a key that wraps and does not unwrap would lock
            if (store.put(name(workspace), before.text(), after)) {
                forget(workspace);
                return true;
            }
        }
    }

    private WorkspaceKeys unwrapped(UUID workspace) {
        if (store.read(name(workspace)).isEmpty() && isOfFirstVersion(workspace)) {
            create(workspace, true);
        }
        Wrapped kept = kept(workspace);
        return new WorkspaceKeys(root, opened(kept, sources.named(kept.source())), kept.generation());
    }

    /** An id of version 7 (RFC 9562, 5.7) begins with the moment when its workspace was made. */
    private boolean isOfFirstVersion(UUID workspace) {
        Instant made = Instant.ofEpochMilli(workspace.getMostSignificantBits() >>> 16);
        return !isDestroyed(workspace)
                && root.adoptedAt().filter(made::isBefore).isPresent();
    }

    private Wrapped kept(UUID workspace) {
        String name = name(workspace);
        Optional<String> text = store.read(name);
        if (text.isEmpty()) {
            throw store.isDestroyed(name)
                    ? new KeysUnavailable(
                            KeysUnavailable.Reason.DESTROYED, "the keys of " + name + " were destroyed; nothing opens")
                    : new KeysUnavailable(
                            KeysUnavailable.Reason.MISSING,
                            "the key store has no keys of " + name + "; restore it from a copy");
        }
        Wrapped kept = Wrapped.parse(name, text.get());
        if (!kept.scope().equals(name) || !kept.installation().equals(root.installation())) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.DAMAGED,
                    "the key store's entry " + name + " belongs to " + kept.scope() + " of the installation "
                            + kept.installation() + "; restore the right one");
        }
        return kept;
    }

    private KeySet opened(Wrapped kept, KeySource source) {
        Map<Part, byte[]> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (part == Part.WEB || source.opens(part)) {
                parts.put(part, kept.unwrapped(part, source));
            }
        }
        return KeySet.decoded(parts);
    }

    private String wrapped(UUID workspace, long generation, KeySet keys, KeySource source) {
        keys.requireComplete();
        return Wrapped.of(root.installation(), name(workspace), generation, source, keys.encoded())
                .text();
    }

    static String name(UUID workspace) {
        return PREFIX + workspace;
    }
}
