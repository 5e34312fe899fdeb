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
    /** Beside the controls: line and paragraph separator, the directions of UAX #9, the byte-order mark. */
    private static final String REFUSED =
            "\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff";
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
            checkPayload(payload);
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
        boolean plain = words.rest().length <= 1_024;
        plain &= words.next("form").is("v1");
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
        int month = (int) (digits / 100_000_000_000L % 100);
        long day = digits / 1_000_000_000 % 100;
        return plain
                && (digits >= 1970_00_00_00_00_00_000L && month >= 1 && month <= 12)
                && (day >= 1 && day <= Month.of(month).length(Year.isLeap(digits / 10_000_000_000_000L)))
                && (digits / 10_000_000 % 100 < 24 && digits / 100_000 % 100 < 60 && digits / 1_000 % 100 < 60);
    }

    /** Lines NAME=VALUE of which nothing could end a line, steer a terminal or turn the direction of writing. */
    static void checkPayload(byte[] payload) throws Malformed {
        String text = Words.utf8(payload);
        boolean plain = payload.length <= 65_535;
        String before = "";
        for (int at = 0, end; at < text.length() && plain; at = end + 1) {
            end = text.indexOf('\n', at);
            String name = text.substring(at, Math.max(at, text.indexOf('=', at)));
            plain = isName(name) && name.compareTo(before) > 0 && isValue(text, at + name.length() + 1, end);
            before = name;
        }
        Malformed.unless(plain, "the payload is not lines NAME=VALUE of plain text, the names ascending");
    }

    private static boolean isName(String text) {
        boolean plain = !text.isEmpty() && text.length() <= 40;
        for (int at = 0; at < text.length() && plain; at++) {
            plain = (text.charAt(at) >= 'a' && text.charAt(at) <= 'z') || text.charAt(at) == '_';
        }
        return plain;
    }

    private static boolean isValue(String text, int from, int to) {
        boolean plain = to >= 0;
        for (int at = from; at < to && plain; at++) {
            char each = text.charAt(at);
            plain = each >= ' ' && (each <= '~' || (!Character.isISOControl(each) && REFUSED.indexOf(each) < 0));
        }
        return plain;
    }
}
