package dev.mullion.sandbox;

import dev.mullion.sandbox.sender.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parent wants sent.
 *
 * @param anchor where history ends and live traffic begins
 * @param recentDays how much of the history, counted back from the anchor, is sent first
 * @param pacePerMinute live deliveries per minute and target; 0 for none
 * @param resume how far an earlier run came; null for a first run
 */
record Plan(
        long seed,
        Instant anchor,
        int historyDays,
        int recentDays,
        int pacePerMinute,
        List<Target> targets,
        @Nullable Resume resume) {

    /**
     * Where deliveries of one company go.
     *
     * @param installation names the App installation; null for a webhook with an address of its own
     * @param readBack whether what is older than the recent days is read by whoever is sent to, and not sent
     */
    record Target(
            String name,
            String company,
            URI url,
            Secret secret,
            @Nullable Long installation,
            @Nullable Boolean readBack) {
        Target {
            if (!Loopback.accepts(url)) {
                throw new IllegalArgumentException(
                        "target " + name
                                + ": the sandbox sends to http on loopback only (127.0.0.1, [::1], localhost); give it such a url");
            }
        }
    }

    /**
     * How far an earlier run came.
     *
     * @param recentSince everything younger is still to be sent
     * @param backfilledTo this day and everything younger was sent; null when the backfill had not begun
     */
    record Resume(Instant recentSince, @Nullable LocalDate backfilledTo) {}

    Plan {
        targets = List.copyOf(targets);
        check(historyDays >= 1 && historyDays <= 1_000, "historyDays must be 1 to 1000, was " + historyDays);
        check(recentDays >= 0 && recentDays <= historyDays, "recentDays must be 0 to historyDays, was " + recentDays);
        check(pacePerMinute >= 0 && pacePerMinute <= 60_000, "pacePerMinute must be 0 to 60000, was " + pacePerMinute);
        check(!targets.isEmpty() && targets.size() <= 8, "targets must be 1 to 8, were " + targets.size());
    }

    /** What is sent first begins here. */
    Instant recentFrom() {
        return resume == null ? anchor.minus(Duration.ofDays(recentDays)) : resume.recentSince();
    }

    /** What is sent going back in time ends here (exclusive). */
    Instant backfillBelow() {
        if (resume == null || resume.backfilledTo() == null) {
            return anchor.minus(Duration.ofDays(recentDays));
        }
        return resume.backfilledTo().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
