package dev.mullion.connectors.projection;

import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads instants from the parser's own characters. java.time would need a String, and puts the text that it could not
 * read into its exception.
 */
final class Instants {

    static final String EXPECTED = "an ISO-8601 instant with offset, or epoch seconds, of the years 1970 to 9999";

    static final String EXPECTED_DATE = "a date of the years 1 to 9999, with nothing or a midnight behind it";

    private static final Pattern WRAPPED_END = Pattern.compile("([+-]\\d{4})?\\)/");
    private static final String WRAPPED = "/Date(";
    private static final String MIDNIGHT = "T00:00:00";

    private static final long LAST_SECOND = 253_402_300_799L;
    /** The first of year 1, which some programs write where they have no date. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final int SECONDS_OF_DAY = 86_400;
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int MICROSECOND_DIGITS = 6;

    private Instants() {}

    static @Nullable Instant ofEpochSecond(long second) {
        return second < 0 || second > LAST_SECOND ? null : Instant.ofEpochSecond(second);
    }

    /**
     * Parses {@code 2026-01-31T23:59:60.123456+01:00} and its shorter forms. A leap second reads as the second after
     * it; digits beyond microseconds, which PostgreSQL does not hold, are dropped.
     */
    static @Nullable Instant parse(CharBuffer text) {
        if (text.length() > WRAPPED.length() && text.charAt(0) == '/') {
            return wrapped(text);
        }
        int zone = endOfFraction(text);
        if (zone < 0) {
            return null;
        }
        Long offset = offsetSeconds(text, zone);
        Long local = localSecond(text);
        if (offset == null || local == null) {
            return null;
        }
        Instant whole = ofEpochSecond(local - offset);
        return whole == null ? null : whole.plusNanos(nanos(text, zone));
    }

    /**
     * Parses {@code /Date(1541176290160+0000)/}: milliseconds of UTC, whatever offset stands behind them, from the year
     * 1.
     */
    private static @Nullable Instant wrapped(CharBuffer text) {
        boolean isBefore = text.charAt(WRAPPED.length()) == '-';
        int first = WRAPPED.length() + (isBefore ? 1 : 0);
        int end = first;
        long millis = 0;
        while (end < text.length() && isDigit(text.charAt(end)) && millis <= LAST_SECOND * 100) {
            millis = 10 * millis + text.charAt(end++) - '0';
        }
        boolean hasShape = end > first
                && text.subSequence(0, WRAPPED.length()).toString().equals(WRAPPED)
                && text.length() <= end + 7
                && WRAPPED_END.matcher(text.subSequence(end, text.length())).matches();
        long second = Math.floorDiv(isBefore ? -millis : millis, 1_000);
        return hasShape && second >= FIRST_SECOND && second <= LAST_SECOND
                ? Instant.ofEpochMilli(isBefore ? -millis : millis)
                : null;
    }

    /** Parses {@code 2026-01-31}, or the same with a midnight behind it. */
    static @Nullable LocalDate date(CharBuffer text) {
        boolean hasShape = (text.length() == 10 || text.length() == 10 + MIDNIGHT.length())
                && hasShape(text, 0, "dddd-dd-dd")
                && MIDNIGHT.startsWith(text.subSequence(10, text.length()).toString());
        if (!hasShape) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        boolean isDay = year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        return isDay ? LocalDate.of(year, month, day) : null;
    }

    /** Where the zone begins, or -1 when what precedes it has not the shape of a date and time. */
    private static int endOfFraction(CharBuffer text) {
        if (text.length() <= SHAPE.length() || !hasShape(text, 0, SHAPE)) {
            return -1;
        }
        int at = SHAPE.length();
        if (text.charAt(at) != '.') {
            return at;
        }
        int digits = at + 1;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        int count = digits - at - 1;
        return count >= 1 && count <= 9 && digits < text.length() ? digits : -1;
    }

    private static @Nullable Long localSecond(CharBuffer text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) {
            return null;
        }
        if (day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        return LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_DAY + hour * 3600L + minute * 60L + second;
    }

    private static @Nullable Long offsetSeconds(CharBuffer text, int zone) {
        char sign = text.charAt(zone);
        if (sign == 'Z') {
            return zone + 1 == text.length() ? 0L : null;
        }
        if ((sign != '+' && sign != '-') || text.length() != zone + 6 || !hasShape(text, zone + 1, "dd:dd")) {
            return null;
        }
        int hours = number(text, zone + 1, 2);
        int minutes = number(text, zone + 4, 2);
        if (hours > 18 || minutes > 59) {
            return null;
        }
        long seconds = hours * 3600L + minutes * 60L;
        return sign == '-' ? -seconds : seconds;
    }

    private static long nanos(CharBuffer text, int zone) {
        long nanos = 0;
        long unit = 100_000_000;
        int end = Math.min(zone, SHAPE.length() + 1 + MICROSECOND_DIGITS);
        for (int i = SHAPE.length() + 1; i < end; i++) {
            nanos += unit * (text.charAt(i) - '0');
            unit /= 10;
        }
        return nanos;
    }

    private static boolean hasShape(CharBuffer text, int from, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char expected = shape.charAt(i);
            char actual = text.charAt(from + i);
            if (expected == 'd' ? !isDigit(actual) : actual != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(CharBuffer text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
