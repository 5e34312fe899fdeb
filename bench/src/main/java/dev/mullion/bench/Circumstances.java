package dev.mullion.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;

/**
 * Where and how a benchmark runs.
 *
 * @param root the project's root
 * @param full the long form, where there is one
 * @param asked how many of whatever is counted, where that was said; see {@link #size}
 */
public record Circumstances(Path root, boolean full, OptionalInt asked, Clock clock, Progress progress) {

    /** How many of whatever a benchmark counts: what was asked for, or its own number of either form. */
    public int size(int usually, int inFull) {
        return asked.orElse(full ? inFull : usually);
    }
}
