package dev.mullion.verifier.event;

import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Quoted;
import java.time.Month;
import java.time.Year;

/**
 * A time in UTC with milliseconds, always the 24 characters of {@code 2026-11-22T05:36:04.123Z}: of the many spellings
 * of RFC 3339 this one only, no leap second, years 1970 to 9999. In this form the order of texts is the order of times.
 */
final class EventTime {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd.dddZ";

    private EventTime() {}

    static String checked(String text) throws Malformed {
        if (!fits(text) || !exists(text)) {
            throw new Malformed(Quoted.of(text) + " is not a time such as 2026-11-22T05:36:04.123Z");
        }
        return text;
    }

    private static boolean fits(String text) {
        boolean fits = text.length() == FORM.length();
        for (int at = 0; at < FORM.length() && fits; at++) {
            char each = text.charAt(at);
            char form = FORM.charAt(at);
            fits = form == 'd' ? each >= '0' && each <= '9' : each == form;
        }
        return fits;
    }

    private static boolean exists(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return year >= 1970
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year))
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int at = from; at < to; at++) {
            value = value * 10 + text.charAt(at) - '0';
        }
        return value;
    }
}
