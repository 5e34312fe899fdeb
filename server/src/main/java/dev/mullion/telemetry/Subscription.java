package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it stood when it was read, with all that its revenue depends on.
 *
 * @param live whether it is of the vendor's live mode; test mode is never counted with it
 * @param customer null where the vendor names none
 * @param isWhole whether all of its items and discounts are here
 * @param asOf when it was read; of two statements that differ the later one holds
 * @param changedAt when the vendor says that it last changed; null where that was not asked
 */
public record Subscription(
        SubscriptionId id,
        boolean live,
        @Nullable IdHash customer,
        Standing standing,
        Times times,
        List<SubscriptionItem> items,
        List<Discount> discounts,
        boolean isWhole,
        Instant asOf,
        @Nullable Instant changedAt)
        implements Fact {

    public Subscription {
        items = items.stream()
                .sorted(Comparator.comparing(SubscriptionItem::id))
                .toList();
        discounts = List.copyOf(discounts);
    }

    /** Stripe's states of a subscription. */
    public enum Status {
        ACTIVE,
        PAST_DUE,
        TRIALING,
        INCOMPLETE,
        INCOMPLETE_EXPIRED,
        UNPAID,
        CANCELED,
        PAUSED
    }

    /** What becomes of invoices while collection is paused. */
    public enum Pause {
        VOID,
        KEEP_AS_DRAFT,
        MARK_UNCOLLECTIBLE
    }

    /** How it is paid. */
    public enum Collection {
        CHARGE_AUTOMATICALLY,
        SEND_INVOICE,
        OTHER
    }

    /** Why it was cancelled, as far as a word of a list says; what somebody wrote is not read. */
    public enum CancelReason {
        CANCELLATION_REQUESTED,
        PAYMENT_DISPUTED,
        PAYMENT_FAILED,
        OTHER
    }

    /**
     * How it stands.
     *
     * @param pause null while invoices are collected
     */
    public record Standing(
            Status status,
            Collection collection,
            boolean cancelsAtPeriodEnd,
            @Nullable CancelReason cancelReason,
            @Nullable Pause pause) {}

    /**
     * When what happens; null is "never said".
     *
     * @param cancelAt when it will end
     * @param canceledAt when somebody asked for the end, which may be long before it
     * @param endedAt when it ended
     */
    public record Times(
            Instant startedAt,
            @Nullable Instant trialStart,
            @Nullable Instant trialEnd,
            @Nullable Instant cancelAt,
            @Nullable Instant canceledAt,
            @Nullable Instant endedAt,
            @Nullable Instant resumesAt) {}

    /** Whether both say the same, whenever they were said. */
    boolean saysTheSameAs(Subscription other) {
        return at(Instant.EPOCH).equals(other.at(Instant.EPOCH));
    }

    private Subscription at(Instant moment) {
        return new Subscription(id, live, customer, standing, times, items, discounts, isWhole, moment, null);
    }

    @Override
    public int bytesKept() {
        int own = id.value().length() + 16 + 5 * 8 + 8 * 8 + 3;
        int discounted = discounts.size() * Discount.WIDTH;
        return own
                + discounted
                + items.stream().mapToInt(SubscriptionItem::bytesKept).sum();
    }
}
