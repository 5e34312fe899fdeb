package dev.mullion.telemetry;

import java.util.Collection;
import java.util.Map;

/** The rows of one kind of fact in the workspace whose door is open. */
interface Table<K, R extends Row<R>> {

    /** The stored rows of these keys; what is not stored is absent. */
    Map<K, R> find(Collection<K> keys);

    /** Adds or replaces these rows, in one statement. */
    void write(Collection<R> rows);
}
