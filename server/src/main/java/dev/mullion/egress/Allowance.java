package dev.mullion.egress;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor said, with an answer, that it lets one account ask still.
 *
 * @param most of how many; null where it does not say
 * @param until when it is as much as at first again; null where it does not say
 * @param saidAt when it said so, by this server's clock
 */
public record Allowance(
        Kind kind, long left, @Nullable Long most, @Nullable Instant until, Instant saidAt) {

    /** What is counted. */
    public enum Kind {
        /** Requests, in a time that the vendor names. */
        REQUESTS,
        /** Points that a question costs, as GitHub's GraphQL counts. */
        POINTS,
        /** Requests of a day. */
        DAY,
        /** Requests of a minute. */
        MINUTE
    }
}
