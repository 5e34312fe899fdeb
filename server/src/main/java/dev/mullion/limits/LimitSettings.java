package dev.mullion.limits;

import java.time.Duration;

/**
 * How much each kind of asker may ask.
 *
 * @param credential one session or API token
 * @param workspace everybody in one workspace together
 * @param stranger one remote address without a valid credential
 * @param link attempts from one remote address on one-time links that do not open
 * @param hook deliveries to one hook
 */
public record LimitSettings(Limit credential, Limit workspace, Limit stranger, Limit link, Limit hook) {

    private static final LimitSettings STANDARD = new LimitSettings(
            Limit.perSecond(50, 200),
            Limit.perSecond(200, 800),
            Limit.perSecond(20, 60),
            new Limit(5, Duration.ofMinutes(1), 5),
            Limit.perSecond(400, 4_000));

    /** What is used where the operator sets nothing else. */
    public static LimitSettings standard() {
        return STANDARD;
    }

    /** The same limits with another one for hooks. */
    public LimitSettings withHook(Limit other) {
        return new LimitSettings(credential, workspace, stranger, link, other);
    }

    /**
     * A token bucket.
     *
     * @param tokens how many come back in each {@code per}, evenly
     * @param burst how many may be taken at once from a full bucket
     */
    public record Limit(long tokens, Duration per, long burst) {

        public Limit {
            if (tokens < 1 || burst < 1 || !per.isPositive()) {
                throw new IllegalArgumentException(
                        "a limit needs at least 1 token, a burst of at least 1 and a time above zero, was " + tokens
                                + " per " + per + ", burst " + burst);
            }
        }

        public static Limit perSecond(long tokens, long burst) {
            return new Limit(tokens, Duration.ofSeconds(1), burst);
        }

        /** How long an empty bucket takes to be full again. */
        public Duration window() {
            return per.multipliedBy(burst).dividedBy(tokens);
        }
    }
}
