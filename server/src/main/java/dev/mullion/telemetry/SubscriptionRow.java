package dev.mullion.telemetry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One version of a subscription.
 *
 * @param since from when it holds
 * @param seenFirst whether nothing is known of before, so that it holds from the start of the subscription
 */
record SubscriptionRow(Subscription said, Instant since, boolean seenFirst) implements Row<SubscriptionRow> {

    static SubscriptionRow first(Subscription said) {
        Instant started = said.times().startedAt();
        return new SubscriptionRow(said, started.isAfter(said.asOf()) ? said.asOf() : started, true);
    }

    /**
     * What was read later holds. Where it says the same, what was stored stays: a run that finds nothing new writes
     * nothing. An account is read by one run at a time, so what is read comes in its order.
     */
    @Override
    public SubscriptionRow and(SubscriptionRow other) {
        if (said.saysTheSameAs(other.said)) {
            return this;
        }
        return other.isLaterThan(this) ? other.after(this) : this;
    }

    /** Of two at one moment the greater, whichever came first. */
    boolean isLaterThan(SubscriptionRow other) {
        int order = said.asOf().compareTo(other.said.asOf());
        return order == 0 ? said.toString().compareTo(other.said.toString()) > 0 : order > 0;
    }

    /** A change is dated as the vendor dates it, but never before what was known then. */
    private SubscriptionRow after(SubscriptionRow before) {
        Instant told = said.changedAt();
        Instant at = told != null && told.isAfter(before.since) && !told.isAfter(said.asOf()) ? told : said.asOf();
        Instant least = before.since.plus(1, ChronoUnit.MICROS);
        return new SubscriptionRow(said, at.isBefore(least) ? least : at, false);
    }

    @Override
    public int bytesKept() {
        return said.bytesKept() + 2 * 8 + 1;
    }
}
