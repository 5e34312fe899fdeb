package dev.mullion.verifier;

import java.time.Month;
import java.time.Year;
import java.util.Set;

/**
 * What stays of an event for ever: who (a pseudonymous id), did what, to what, when, with which outcome, in which
 * request. Nothing in it is a name, an address or a text that somebody typed.
 *
 * @param time in the form whose alphabetical order is the order of time
 */
record EventHeader(long index, String time, String verb, String object) {

    private static final int LONGEST = 1_024;
    /** Of the many spellings of RFC 3339 this one only. */
    private static final String TIME = "dddd-dd-ddTdd:dd:dd.dddZ";

    private static final Set<String> OUTCOMES = Set.of("done", "refused", "denied", "failed", "timeout");

    /** {@code v1 INDEX TIME ACTOR BEHALF VERB OBJECT OUTCOME REQUEST}, the rest of that line. */
    static EventHeader parse(Words words) throws Malformed {
        boolean plain = words.rest().remaining() <= LONGEST;
        plain &= words.next("form").is("v1");
        long index = words.next("index").decimal();
        String time = words.next("time").text();
        plain &= isTime(time);
        plain &= words.next("actor").isParty();
        plain &= words.next("behalf").is("-") || words.isParty();
        plain &= words.next("verb").isVerb();
        String verb = words.text();
        plain &= words.next("object").isParty();
        String object = words.text();
        plain &= OUTCOMES.contains(words.next("outcome").text());
        plain &= words.next("request").last().is("-") || words.isId();
        if (!plain) {
            throw new Malformed("it has another header than v1 INDEX TIME ACTOR BEHALF VERB OBJECT OUTCOME REQUEST");
        }
        return new EventHeader(index, time, verb, object);
    }

    private static boolean isTime(String text) {
        boolean plain = text.length() == TIME.length();
        for (int at = 0; at < TIME.length() && plain; at++) {
            char each = text.charAt(at);
            plain = TIME.charAt(at) == 'd' ? each >= '0' && each <= '9' : each == TIME.charAt(at);
        }
        return plain && exists(text);
    }

    /** No second 60. */
    private static boolean exists(String time) {
        int year = number(time, 0, 4);
        int month = number(time, 5, 7);
        int day = number(time, 8, 10);
        return year >= 1970
                && (month >= 1 && month <= 12)
                && (day >= 1 && day <= Month.of(month).length(Year.isLeap(year)))
                && (number(time, 11, 13) < 24 && number(time, 14, 16) < 60 && number(time, 17, 19) < 60);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
