package dev.mullion.verifier.event;

import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Words;
import java.util.Set;

/**
 * What stays of an event for ever: who (a pseudonymous id), did what, to what, when, with which outcome, in which
 * request. Nothing in it is a name, an address or a text that somebody typed.
 *
 * @param time in the form whose alphabetical order is the order of time
 */
public record EventHeader(long index, String time, String verb, String object) {

    public static final int LONGEST = 1_024;

    private static final String FORM = "v1";
    private static final Set<String> OUTCOMES = Set.of("done", "refused", "denied", "failed", "timeout");

    /** {@code v1 INDEX TIME ACTOR BEHALF VERB OBJECT OUTCOME REQUEST}. */
    public static EventHeader parse(byte[] header) throws Malformed {
        if (header.length > LONGEST) {
            throw new Malformed("the header is longer than " + LONGEST + " bytes");
        }
        var words = new Words(header);
        if (!words.next("form").is(FORM)) {
            throw new Malformed("the header is of form " + words.quoted() + ", only " + FORM + " is known");
        }
        long index = words.next("index").decimal();
        String time = EventTime.checked(words.next("time").text());
        Token.party(words.next("actor"), false);
        Token.party(words.next("behalf"), true);
        String verb = Token.verb(words.next("verb"));
        String object = Token.party(words.next("object"), false);
        if (!OUTCOMES.contains(words.next("outcome").text())) {
            throw new Malformed(words.quoted() + " is not an outcome: done, refused, denied, failed or timeout");
        }
        Token.id(words.next("request"));
        words.end();
        return new EventHeader(index, time, verb, object);
    }
}
