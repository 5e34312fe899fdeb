package dev.mullion.telemetry;

import java.util.regex.Pattern;

/** The vendor's own id of a subscription, such as {@code sub_1Pgc6r}: opaque, and telling nothing of a person. */
public record SubscriptionId(String value) implements Comparable<SubscriptionId> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    public SubscriptionId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a subscription's id has 1 to 80 of A-Z, a-z, 0-9, _ and -");
        }
    }

    @Override
    public int compareTo(SubscriptionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
