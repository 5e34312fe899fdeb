package dev.mullion.egress;

import java.time.Instant;

/** What came of a call. */
public sealed interface Outcome<T> {

    /**
     * The vendor answered, with whatever status, and the answer was read.
     *
     * @param value what the reader made of it
     * @param bytesRead of the body, after decompression; what the reader left unread is not counted
     */
    record Answered<T>(int status, T value, long bytesRead) implements Outcome<T> {}

    /**
     * Not now. Nothing was done, and asking earlier is in vain: until then every call of the same reach gets this
     * answer from here.
     *
     * @param sign what said so, in a few words for the operator
     */
    record Limited<T>(Instant until, Budget.Reach reach, String sign) implements Outcome<T> {}

    /** Mullion's own rules did not let it happen. */
    record Refused<T>(Refusal why, String detail) implements Outcome<T> {}

    /** No request left: the name, the connection or the certificate failed. */
    record Unreachable<T>(String detail) implements Outcome<T> {}

    /**
     * A request was sent and no whole answer came, or it came too large, too slow or unreadable. Whether the vendor did
     * what was asked is not known.
     */
    record Interrupted<T>(Cut how, String detail) implements Outcome<T> {}

    /** Which rule. */
    enum Refusal {
        /** No endpoint of the permit is like that. */
        NOT_PERMITTED,
        /** A loopback address that the operator did not permit. */
        NO_SANDBOX,
        /** The name leads to an address that is no public host's. */
        ADDRESS,
        /** The vendor points elsewhere, to where this call may not follow. */
        REDIRECT,
        /** The secret names other hosts. */
        SECRET_NOT_FOR_HOST
    }

    /** How an answer ended early. */
    enum Cut {
        SHORT,
        SLOW,
        LARGE,
        UNREADABLE,
        /** The thread that waited was told to stop. */
        STOPPED
    }
}
