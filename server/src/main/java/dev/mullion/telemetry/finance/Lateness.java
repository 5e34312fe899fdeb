package dev.mullion.telemetry.finance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How long after its due day an invoice is still open; both ends count. */
public enum Lateness {
    /** Due today or later. */
    CURRENT(Integer.MIN_VALUE, 0),
    DAYS_1_30(1, 30),
    DAYS_31_60(31, 60),
    DAYS_61_90(61, 90),
    OVER_90(91, Integer.MAX_VALUE);

    private final int least;
    private final int most;

    Lateness(int least, int most) {
        this.least = least;
        this.most = most;
    }

    public static Lateness of(long days) {
        return Arrays.stream(values())
                .filter(one -> days >= one.least && days <= one.most)
                .findFirst()
                .orElseThrow();
    }

    /** As what a list is asked for. */
    public Age age() {
        return new Age(word(), least, most);
    }

    /** As it stands in addresses and answers: {@code 1-30}. */
    public String word() {
        return switch (this) {
            case CURRENT -> "current";
            case OVER_90 -> "over-90";
            case DAYS_1_30, DAYS_31_60, DAYS_61_90 ->
                name().substring("DAYS_".length()).replace('_', '-').toLowerCase(Locale.ROOT);
        };
    }

    static Optional<Lateness> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
