package dev.mullion.egress;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code Retry-After}: seconds, or a date in one of the three forms of RFC 9110, section 5.6.7. */
final class RetryAfter {

    /** Longer waits are asked about again after that: no answer puts an account away for good. */
    static final Duration LONGEST = Duration.ofDays(1);

    /** Of two digits: what would lie more than fifty years ahead is past. */
    private static final int EARLIEST = 1977;

    private static final int LONGEST_TEXT = 64;
    /** Some send fractions, which the standard does not know. */
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,18})(\\.\\d{1,9})?");

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, EARLIEST)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private RetryAfter() {}

    /** How long to wait from {@code here}, 0 to {@link #LONGEST}; empty where the text says nothing. */
    static Optional<Duration> parse(String text, Instant here) {
        String value = text.strip();
        var seconds = SECONDS.matcher(value);
        if (value.length() <= LONGEST_TEXT && seconds.matches()) {
            int started = seconds.group(2) == null ? 0 : 1;
            return Optional.of(bounded(
                    Duration.ofSeconds(Math.min(Long.parseLong(seconds.group(1)), LONGEST.toSeconds()) + started)));
        }
        return instant(value).map(at -> bounded(Duration.between(here, at)));
    }

    /** The moment that a date in a header is. */
    static Optional<Instant> instant(String text) {
        String value = text.strip();
        if (value.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        return DATES.stream().flatMap(form -> read(value, form).stream()).findFirst();
    }

    static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Optional<Instant> read(String value, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
