package dev.mullion.connectors.stripe;

import dev.mullion.egress.Budget.Reach;
import dev.mullion.egress.LimitSigns;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stripe's limits. A 429 is either the account's rate, counted by the second, or an object that somebody else has
 * locked, which is over in a moment and no reason for others to wait. What {@code stripe-should-retry} says goes before
 * what the status says.
 */
final class StripeLimits implements LimitSigns {

    private static final Duration RATE_WINDOW = Duration.ofSeconds(1);
    private static final Pattern LOCKED = Pattern.compile("\"code\"\\s*:\\s*\"lock_timeout\"");

    @Override
    public Sign read(Head head) {
        String advice = head.header("stripe-should-retry").orElse("");
        boolean isLocked = LOCKED.matcher(head.opening()).find();
        if (head.status() == 429 && !isLocked) {
            Optional<Duration> told = head.retryAfter();
            return new Sign.Held(
                    new Hold(Reach.ACCOUNT, told.isPresent() ? told : Optional.of(RATE_WINDOW), "rate limit"));
        }
        if (head.status() < 400 || advice.equals("false")) {
            return new Sign.Stands();
        }
        if (isLocked) {
            return new Sign.Again("lock_timeout");
        }
        return advice.equals("true") || head.status() >= 500
                ? new Sign.Again(Integer.toString(head.status()))
                : new Sign.Stands();
    }
}
