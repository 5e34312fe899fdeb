package dev.mullion.telemetry.engineering;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** From an instant until another, which is not part of it. */
public record Period(Instant from, Instant until) {

    public Period {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a period ends after its start, was " + from + " until " + until);
        }
    }

    /** The time before {@code now}, now included to the microsecond. */
    public static Period before(Instant now, Duration back) {
        return new Period(now.minus(back), now.plusNanos(1_000));
    }

    /** The ISO week that starts on this Monday, in UTC. */
    public static Period week(LocalDate monday) {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("a week starts on a Monday, was " + monday);
        }
        return new Period(start(monday), start(monday.plusWeeks(1)));
    }

    /** The last {@code count} ISO weeks in UTC, the one under way included. */
    static Period weeks(Instant now, int count) {
        LocalDate thisMonday =
                LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Period(start(thisMonday.minusWeeks(count - 1)), start(thisMonday.plusWeeks(1)));
    }

    LocalDate firstDay() {
        return LocalDate.ofInstant(from, ZoneOffset.UTC);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
