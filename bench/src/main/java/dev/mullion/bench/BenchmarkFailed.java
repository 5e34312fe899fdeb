package dev.mullion.bench;

import org.jspecify.annotations.Nullable;

/** A benchmark could not be carried out; the message says what was missing and what to do. */
public final class BenchmarkFailed extends RuntimeException {

    public BenchmarkFailed(String message) {
        this(message, null);
    }

    public BenchmarkFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
