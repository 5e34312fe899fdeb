package dev.mullion.api;

import dev.mullion.identity.http.Problem;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** A body that was not read to its end: nothing of it is taken. */
final class Unfinished extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final How how;

    Unfinished(How how) {
        super("a body was " + how, null, false, false);
        this.how = how;
    }

    /** What came of it. */
    enum How {
        SLOW,
        CUT
    }

    /** What stands in the way of the rest. */
    static Unfinished of(IOException stopped) {
        for (Throwable cause = stopped; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new Unfinished(How.SLOW);
            }
        }
        return new Unfinished(How.CUT);
    }

    Problem problem() {
        return switch (how) {
            case SLOW ->
                new Problem(
                        408,
                        "urn:mullion:body-slow",
                        "Too slow",
                        "The body did not arrive within " + Sent.PATIENCE.toSeconds()
                                + " seconds. Nothing of it was kept or changed.",
                        "Send the same request again over a faster way, or in smaller parts.");
            case CUT ->
                new Problem(
                        400,
                        "urn:mullion:body-cut",
                        "Cut off",
                        "The body ended before the length that was announced, or in the middle of a chunk. Nothing of it"
                                + " was kept or changed.",
                        "Send the same request again, whole: Content-Length is the number of its bytes.");
        };
    }
}
