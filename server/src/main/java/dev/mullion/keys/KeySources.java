package dev.mullion.keys;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The keys that wrap: the installation's own, one that follows it, and those that customers bring. */
public final class KeySources {

    private final Map<String, KeySource> known = new ConcurrentHashMap<>();
    private volatile Function<String, Optional<KeySource>> others;
    private volatile KeySource own;

    private KeySources(KeySource own, Function<String, Optional<KeySource>> others) {
        this.own = own;
        this.others = others;
        known.put(own.name(), own);
    }

    public static KeySources of(KeySource own) {
        return new KeySources(own, _ -> Optional.empty());
    }

    /**
     * The same with sources that are found when they are needed.
     *
     * @param others finds a source by its name, for example one of a key management service
     */
    public static KeySources of(KeySource own, Function<String, Optional<KeySource>> others) {
        return new KeySources(own, others);
    }

    /** What new keys are wrapped by. */
    public KeySource own() {
        return own;
    }

    /** From now on new keys are wrapped by {@code successor}; what the former one wrapped still unwraps. */
    void succeed(KeySource successor) {
        add(successor);
        own = successor;
    }

    /** Looks for sources there too, each time that one is not known. */
    void alsoFrom(Function<String, Optional<KeySource>> more) {
        Function<String, Optional<KeySource>> before = others;
        others = name -> before.apply(name).or(() -> more.apply(name));
    }

    private void add(KeySource source) {
        known.put(source.name(), source);
    }

    /**
     * The source with this name.
     *
     * @throws KeysUnavailable when this server has no such key
     */
    public KeySource named(String name) {
        KeySource source = known.get(name);
        if (source != null) {
            return source;
        }
        KeySource found = others.apply(name)
                .orElseThrow(() -> new KeysUnavailable(
                        KeysUnavailable.Reason.WRONG_KEY,
                        "the key store was wrapped by the master key " + name + ", and this one is " + own.name()
                                + "; name the right file in MULLION_MASTER_KEY_FILE, nothing was overwritten"));
        known.putIfAbsent(name, found);
        return found;
    }
}
