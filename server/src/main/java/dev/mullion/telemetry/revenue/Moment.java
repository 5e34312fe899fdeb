package dev.mullion.telemetry.revenue;

import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.Subscription.Pause;
import dev.mullion.telemetry.Subscription.Status;
import dev.mullion.telemetry.SubscriptionVersion;
import java.time.Instant;

/** In which sum a subscription is at a moment: rules 5 to 7 of the definition. */
enum Moment {
    COUNTED,
    TRIAL,
    PAUSED,
    /** In no sum: it has not begun, has ended, or is not paid. */
    OUT;

    /**
     * Of a version that was seen later than the moment, beginning, end of the trial and end are dated; for the rest it
     * is taken to have been as it was seen. So what was already unpaid or paused when it was first read never looks
     * like churn of the day on which somebody connected.
     */
    static Moment of(SubscriptionVersion version, Instant at) {
        Subscription said = version.said();
        Instant ended = said.times().endedAt();
        if (at.isBefore(said.times().startedAt()) || (ended != null && !at.isBefore(ended))) {
            return OUT;
        }
        Instant trialEnd = said.times().trialEnd();
        boolean isTrial = trialEnd != null && at.isBefore(trialEnd);
        boolean isBefore = at.isBefore(said.asOf()) && version.seenFirst();
        Status status = said.standing().status();
        return switch (status) {
            case ACTIVE, PAST_DUE -> isTrial && isBefore ? TRIAL : isPaused(said, at) ? PAUSED : COUNTED;
            case TRIALING -> TRIAL;
            case CANCELED -> ended != null && isBefore ? (isTrial ? TRIAL : COUNTED) : OUT;
            case UNPAID, PAUSED, INCOMPLETE, INCOMPLETE_EXPIRED -> OUT;
        };
    }

    private static boolean isPaused(Subscription said, Instant at) {
        Pause pause = said.standing().pause();
        Instant resumes = said.times().resumesAt();
        return pause != null && pause != Pause.KEEP_AS_DRAFT && (resumes == null || at.isBefore(resumes));
    }
}
