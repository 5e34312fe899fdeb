package dev.mullion.connectors;

import dev.mullion.connectors.Connection.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What one vendor that is connected by a pasted key has of its own: how a key is judged before it is sealed, and the
 * words that pages and commands ask for it with. All else is the same for every vendor: {@link KeyPastes} takes keys,
 * {@link HeldKeys} opens them.
 *
 * <p>It is a component, and stands in {@code META-INF/services} besides: a command makes it where a key is typed, and
 * no server is. So it has a constructor without parameters, and knows nothing but words and bytes. Threads may share
 * it.
 */
public interface PastedKeys {

    /** The field of a connection that the key that is used is sealed for. */
    String FIELD = "api-key";

    String connector();

    /** What may be pasted: the key itself first. */
    List<PastedKind> kinds();

    /**
     * The mode that a key is of; of a vendor without modes {@link Mode#LIVE}.
     *
     * @throws IllegalArgumentException for what is no key of this vendor's; says what to do, and nothing of what was
     *     pasted
     */
    Mode modeOf(byte[] key);

    /**
     * Judges what is no key.
     *
     * @param kind another one of {@link #kinds} than the key
     * @throws IllegalArgumentException for what is not of this kind; says what to do, and nothing of what was pasted
     */
    default void check(PastedKind kind, byte[] pasted) {
        throw new IllegalArgumentException("a key alone is pasted for " + connector());
    }

    /** What a form or a program names by this word. */
    default Optional<PastedKind> kind(String word) {
        return kinds().stream().filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Those of this version, for who has no server: made anew, in the order of their names. */
    static List<PastedKeys> known() {
        return ServiceLoader.load(PastedKeys.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(PastedKeys::connector))
                .toList();
    }
}
