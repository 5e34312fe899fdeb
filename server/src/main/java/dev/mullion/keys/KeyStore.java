package dev.mullion.keys;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where wrapped keys are kept: outside PostgreSQL, so that a key that is destroyed is not in its log, its replicas or
 * its backups. Safe to share between threads and between servers that reach the same one.
 */
public interface KeyStore {

    /** What is kept by this name, or empty; always empty where it was destroyed, whatever is left of it. */
    Optional<String> read(String name);

    /**
     * Keeps {@code content}, durably when this returns, and only where nothing else is: another content is never
     * overwritten.
     *
     * @param expected what must be there now, or null for nothing; a destroyed name takes nothing
     * @return false when something else was there, and still is
     */
    boolean put(String name, @Nullable String expected, String content);

    /**
     * Remembers that it was destroyed and removes what is kept. Where it fails half-way it is done by doing it again;
     * doing it twice does no harm.
     */
    void destroy(String name);

    /** Removes what is kept, without a trace; what is not there stays so. */
    void remove(String name);

    /** Removes what a server that was stopped left half written or half destroyed, whatever its name. */
    void tidy();

    boolean isDestroyed(String name);

    /** Every name under which something is kept, sorted; none that was destroyed. */
    List<String> names();
}
