package dev.mullion.sandbox.world;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZonedDateTime;

/** When people work: weekdays, in their own time zone and its summer time, hardly at the end of December. */
final class Rhythm {
    private static final double AT_ODD_HOURS = 0.03;

    private Rhythm() {}

    /** How much is opened on a day, against an ordinary Tuesday. */
    static double share(LocalDate day) {
        double share = switch (day.getDayOfWeek()) {
            case MONDAY -> 0.95;
            case TUESDAY, WEDNESDAY, THURSDAY -> 1.0;
            case FRIDAY -> 0.7;
            case SATURDAY, SUNDAY -> 0.04;
        };
        if (isQuiet(day)) {
            return share * 0.12;
        }
        return day.getMonth() == Month.AUGUST ? share * 0.85 : share;
    }

    /** A moment of this person's working day, most often in the middle of the morning or of the afternoon. */
    static Instant during(LocalDate day, Person person, Draw draw) {
        double half = Person.WORKING_HOURS * 30.0;
        double minutes = (draw.chance(0.5) ? 0 : half) + (draw.unit() + draw.unit()) / 2 * half;
        return day.atTime(person.starts(), 0)
                .plusSeconds((long) (minutes * 60))
                .atZone(person.zone())
                .toInstant();
    }

    /** The first moment not before {@code at} at which this person works; now and then somebody works at odd hours. */
    static Instant workingFrom(Instant at, Person person, Draw draw) {
        ZonedDateTime local = at.atZone(person.zone());
        if (person.bot() || draw.chance(AT_ODD_HOURS)) {
            return at;
        }
        while (isOff(local.toLocalDate()) || local.getHour() >= person.ends()) {
            local = local.toLocalDate().plusDays(1).atStartOfDay(person.zone());
        }
        return local.getHour() < person.starts()
                ? local.withHour(person.starts()).plusSeconds(draw.below(5_400)).toInstant()
                : local.toInstant();
    }

    /** The last moment not after {@code at} at which this person worked. */
    static Instant workingUntil(Instant at, Person person, Draw draw) {
        ZonedDateTime local = at.atZone(person.zone());
        if (person.bot()) {
            return at;
        }
        while (isOff(local.toLocalDate()) || local.getHour() < person.starts()) {
            local = local.toLocalDate().atStartOfDay(person.zone()).minusSeconds(1);
        }
        return local.getHour() >= person.ends()
                ? local.withHour(person.ends() - 1)
                        .minusSeconds(draw.below(5_400))
                        .toInstant()
                : local.toInstant();
    }

    private static boolean isOff(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY || isHoliday(day);
    }

    private static boolean isHoliday(LocalDate day) {
        return (day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= 24 && day.getDayOfMonth() <= 28)
                || (day.getMonth() == Month.JANUARY && day.getDayOfMonth() == 1);
    }

    private static boolean isQuiet(LocalDate day) {
        return (day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= 21)
                || (day.getMonth() == Month.JANUARY && day.getDayOfMonth() <= 2);
    }
}
