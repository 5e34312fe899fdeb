package dev.mullion.web.view.part;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * Numbers and times in the words of one reader at one moment.
 *
 * @param now what "ago" counts from; one value for a whole page, so that its times agree with each other
 */
public record Wording(Locale locale, ZoneId zone, Instant now) {

    private static final Duration STILL_RELATIVE = Duration.ofDays(14);
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

    public Wording {
        // An offset prints as "Z", which few people read as a time zone.
        zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    }

    public String count(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** "1 pull request", "1,204 pull requests": the noun with its count. */
    public String count(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    /** Decimal units with two significant digits below ten: "950 B", "1.2 MB", "41 MB". */
    public String bytes(long value) {
        double size = value;
        int unit = 0;
        while (size >= 999.5 && unit < BYTES.length - 1) {
            size /= 1000;
            unit++;
        }
        return number(size, unit > 0 && size < 9.95 ? 1 : 0) + " " + BYTES[unit];
    }

    /** Relative for two weeks, then the date. */
    public Moment moment(Instant at) {
        return new Moment(relative(at), DateTimeFormatter.ISO_INSTANT.format(at), exact(at));
    }

    /** The date alone, for weeks and months. */
    public String date(Instant at) {
        return day().format(at.atZone(zone));
    }

    /** The time of day with its zone, for what is near: "14:00 UTC". */
    public String time(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm z", locale).format(at.atZone(zone));
    }

    public Elapsed elapsed(Duration length) {
        return new Elapsed(brief(length), length.toString(), precise(length));
    }

    private String relative(Instant at) {
        Duration ago = Duration.between(at, now);
        Duration distance = ago.abs();
        if (distance.compareTo(Duration.ofMinutes(1)) < 0) {
            return "just now";
        }
        if (distance.compareTo(STILL_RELATIVE) >= 0) {
            return date(at);
        }
        String whole = whole(distance);
        return ago.isNegative() ? "in " + whole : whole + " ago";
    }

    private static String whole(Duration distance) {
        if (distance.toHours() < 1) {
            return distance.toMinutes() + " min";
        }
        return distance.toHours() < 48 ? distance.toHours() + " h" : distance.toDays() + " d";
    }

    private String brief(Duration length) {
        double seconds = length.toMillis() / 1000.0;
        if (seconds < 60) {
            return number(seconds, 0) + " s";
        }
        if (seconds < 3600) {
            return number(seconds / 60, 0) + " min";
        }
        return seconds < 48 * 3600 ? number(seconds / 3600, 1) + " h" : number(seconds / 86400, 1) + " d";
    }

    private String precise(Duration length) {
        if (length.toMinutes() < 1) {
            return count(length.toSeconds(), "second", "seconds");
        }
        if (length.toHours() < 1) {
            return count(length.toMinutes(), "minute", "minutes");
        }
        return length.toDays() < 1
                ? count(length.toHours(), "hour", "hours") + " " + count(length.toMinutesPart(), "minute", "minutes")
                : count(length.toDays(), "day", "days") + " " + count(length.toHoursPart(), "hour", "hours");
    }

    private String exact(Instant at) {
        return new DateTimeFormatterBuilder()
                .append(day())
                .appendPattern(", HH:mm:ss z")
                .toFormatter(locale)
                .format(at.atZone(zone));
    }

    private DateTimeFormatter day() {
        return DateTimeFormatter.ofPattern("d MMM uuuu", locale);
    }

    private String number(double value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(0);
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }
}
