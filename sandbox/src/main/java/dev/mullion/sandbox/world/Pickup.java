package dev.mullion.sandbox.world;

import java.time.Duration;
import java.time.Instant;

/** How long a review lets itself be waited for. In one repository it gets worse, week by week, since some time ago. */
record Pickup(String slowRepository, Instant slowSince) {
    private static final Duration ORDINARY = Duration.ofHours(4);

    Duration median(Repository repository, Instant asked) {
        if (!repository.name().equals(slowRepository) || asked.isBefore(slowSince)) {
            return ORDINARY;
        }
        long weeks = Duration.between(slowSince, asked).toDays() / 7;
        return Duration.ofHours(18 + 12 * weeks);
    }
}
