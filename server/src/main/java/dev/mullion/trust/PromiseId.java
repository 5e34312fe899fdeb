package dev.mullion.trust;

/** The number of a promise, {@code P01} to {@code P99}; it never gets another meaning. */
public record PromiseId(String value) implements Comparable<PromiseId> {

    public PromiseId {
        if (!value.matches("P[0-9]{2}")) {
            throw new IllegalArgumentException("a promise has a number like P07, was " + value);
        }
    }

    @Override
    public int compareTo(PromiseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
