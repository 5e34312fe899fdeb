package dev.mullion.telemetry.finance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Days past the due day that a list of open invoices is asked for; both ends count.
 *
 * @param word as it stands in addresses: that of a {@link Lateness}, or {@code late}
 */
public record Age(String word, int least, int most) {

    public static final Age ANY = new Age("any", Integer.MIN_VALUE, Integer.MAX_VALUE);

    /** Past the due day at all. */
    public static final Age LATE = new Age("late", Lateness.DAYS_1_30.age().least(), Integer.MAX_VALUE);

    /** What can be asked for, but {@link #ANY}, which is asked for by saying nothing. */
    public static List<String> words() {
        return Stream.concat(Arrays.stream(Lateness.values()).map(Lateness::word), Stream.of(LATE.word()))
                .toList();
    }

    public static Optional<Age> named(String word) {
        return word.equals(LATE.word())
                ? Optional.of(LATE)
                : Lateness.named(word).map(Lateness::age);
    }
}
