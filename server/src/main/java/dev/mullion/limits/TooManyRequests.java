package dev.mullion.limits;

import java.time.Duration;

/** A limit was reached; the surfaces answer 429. Names the kind of limit and no key. */
public final class TooManyRequests extends RuntimeException {

    private final RateLimits.Kind kind;
    private final Duration retryAfter;

    public TooManyRequests(RateLimits.Kind kind, Duration retryAfter) {
        super(
                "the limit of this " + kind.name().toLowerCase(java.util.Locale.ROOT) + " is reached",
                null,
                false,
                false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public RateLimits.Kind kind() {
        return kind;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
