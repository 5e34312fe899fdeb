package dev.mullion.telemetry;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A value and the version of the statement that it comes from. Null stands for a value that nobody has stated yet. */
record Stated<T>(T value, Instant at) {

    static <T> @Nullable Stated<T> of(@Nullable T value, @Nullable Instant at) {
        return value == null || at == null ? null : new Stated<>(value, at);
    }

    static <T> @Nullable T valueOf(@Nullable Stated<T> stated) {
        return stated == null ? null : stated.value();
    }

    static @Nullable Instant versionOf(@Nullable Stated<?> stated) {
        return stated == null ? null : stated.at();
    }

    /** The later of two; of one instant the greater value, whichever was heard first. */
    static <T> @Nullable Stated<T> later(
            @Nullable Stated<T> one, @Nullable Stated<T> other, Comparator<? super T> greater) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int order = one.at().compareTo(other.at());
        if (order == 0) {
            order = greater.compare(one.value(), other.value());
        }
        return order >= 0 ? one : other;
    }

    static <T extends Comparable<? super T>> @Nullable Stated<T> later(
            @Nullable Stated<T> one, @Nullable Stated<T> other) {
        return later(one, other, Comparator.naturalOrder());
    }

    static <T extends Comparable<? super T>> @Nullable T greatest(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    static <T extends Comparable<? super T>> @Nullable T least(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
