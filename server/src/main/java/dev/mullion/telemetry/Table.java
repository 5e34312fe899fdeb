package dev.mullion.telemetry;

import java.util.Collection;
import java.util.Map;

/** The rows of one kind of fact in the workspace whose door is open. */
interface Table<K, R extends Row<R>> {

    /**
     * The stored rows of these keys; what is not stored is absent. Keys of several columns are named twice, joined and
     * one column at a time: by the join alone, a plan from when the table was small reads all of the workspace's rows.
     */
    Map<K, R> find(Collection<K> keys);

    /** Adds or replaces these rows, in one statement. */
    void write(Collection<R> rows);
}
