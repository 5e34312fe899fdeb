package dev.mullion.telemetry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a subscription.
 *
 * @param id the vendor's own, unique in its subscription
 * @param quantity null where usage decides it
 */
public record SubscriptionItem(
        String id,
        Price price,
        @Nullable Long quantity,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        List<Discount> discounts) {

    public SubscriptionItem {
        discounts = List.copyOf(discounts);
    }

    int bytesKept() {
        return id.length() + 3 * 8 + price.bytesKept() + discounts.size() * Discount.WIDTH;
    }
}
