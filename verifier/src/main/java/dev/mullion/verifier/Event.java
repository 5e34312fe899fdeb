package dev.mullion.verifier;

import java.time.Month;
import java.time.Year;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code event LEAF SALT PAYLOAD HEADER} or, when salt and payload were erased, {@code erased LEAF COMMITMENT HEADER}.
 * The header is what stays for ever: who (a pseudonymous id), did what, to what, when, with which outcome, in which
 * request. Nothing in it is a name, an address or a text that somebody typed.
 *
 * @param leaf the hash that stands in the tree, as the line states it
 * @param wrong in plain words what is wrong with the event, or null; then nothing that follows means anything
 * @param time in the form whose alphabetical order is the order of time
 */
record Event(Hash leaf, boolean erased, @Nullable String wrong, long index, String time, String verb, String object)
        implements Entry {
    private static final int LONGEST_HEADER = 1_024;
    /** Of the many spellings of RFC 3339 this one only, and no second 60. */
    private static final String TIME = "dddd-dd-ddTdd:dd:dd.dddZ";

    private static final Set<String> OUTCOMES = Set.of("done", "refused", "denied", "failed", "timeout");

    /** Reads on behind the first word, which is one of the two. */
    static Event read(Words words) throws Malformed {
        boolean erased = words.is("erased");
        Hash leaf = words.next("leaf hash").hash();
        byte[] salt = words.next("salt or commitment").base64();
        byte[] payload = erased || words.next("payload").is("-") ? new byte[0] : words.base64();
        Malformed.unless(salt.length == 32, "a salt and a commitment have 32 bytes");
        Hash commitment = erased ? Hash.of(salt) : Hash.commitment(salt, payload);
        if (!Hash.leaf(words.rest(), commitment).equals(leaf)) {
            return wrong(leaf, erased, "was changed: its bytes do not give the hash in the tree");
        }
        try {
            Payload.check(payload);
            return header(leaf, erased, words);
        } catch (Malformed malformed) {
            return wrong(leaf, erased, "is not of the form of an event: " + malformed.why());
        }
    }

    private static Event wrong(Hash leaf, boolean erased, String why) {
        return new Event(leaf, erased, why, 0, "", "", "");
    }

    /** {@code v1 INDEX TIME ACTOR BEHALF VERB OBJECT OUTCOME REQUEST}. */
    private static Event header(Hash leaf, boolean erased, Words words) throws Malformed {
        boolean plain =
                words.rest().length <= LONGEST_HEADER && words.next("form").is("v1");
        long index = words.next("index").decimal();
        String time = words.next("time").text();
        plain &= isTime(time) && words.next("actor").isParty();
        plain &= words.next("behalf").is("-") || words.isParty();
        plain &= words.next("verb").isVerb();
        String verb = words.text();
        plain &= words.next("object").isParty();
        String object = words.text();
        plain &= OUTCOMES.contains(words.next("outcome").text());
        plain &= words.next("request").last().is("-") || words.isId();
        Malformed.unless(plain, "the header is not v1 INDEX TIME ACTOR BEHALF VERB OBJECT OUTCOME REQUEST");
        return new Event(leaf, erased, null, index, time, verb, object);
    }

    private static boolean isTime(String text) {
        boolean plain = text.length() == TIME.length();
        long digits = 0;
        for (int at = 0; at < TIME.length() && plain; at++) {
            char each = text.charAt(at);
            boolean digit = each >= '0' && each <= '9';
            plain = TIME.charAt(at) == 'd' ? digit : each == TIME.charAt(at);
            digits = digit ? digits * 10 + each - '0' : digits;
        }
        return plain && exists(digits / 1_000_000_000, (int) (digits / 1_000 % 1_000_000));
    }

    /** A date such as 20260228 and a time such as 235959. */
    private static boolean exists(long date, int time) {
        int month = (int) (date / 100 % 100);
        long day = date % 100;
        return date >= 1970_00_00
                && (month >= 1 && month <= 12)
                && (day >= 1 && day <= Month.of(month).length(Year.isLeap(date / 10_000)))
                && (time / 10_000 < 24 && time / 100 % 100 < 60 && time % 100 < 60);
    }
}
