package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One item. Since the release basil each has its own period; before, the subscription had one for all. */
final class ItemShape {

    static final int MOST_DISCOUNTS = 20;

    private final Slot<String> id;
    private final Slot<Integer> quantity;
    private final Slot<Instant> start;
    private final Slot<Instant> end;
    private final PriceShape price;
    private final PriceShape plan;
    private final Slot<List<Reading>> discounts;
    private final DiscountShape discount;

    ItemShape(AllowList.Builder allow) {
        id = allow.idText("id", 80);
        quantity = allow.count("quantity");
        start = allow.instant("current_period_start");
        end = allow.instant("current_period_end");
        price = PriceShape.ofPrice(allow);
        plan = PriceShape.ofPlan(allow);
        AllowList.Builder each = allow.element("discounts");
        discount = new DiscountShape(each);
        discounts = allow.eachOrItsId("discounts", MOST_DISCOUNTS, Excess.SKIPPED, each, discount.id());
    }

    /** An item as far as its own body tells. */
    record Draft(
            String id,
            PriceShape.Draft price,
            @Nullable Long quantity,
            @Nullable Instant start,
            @Nullable Instant end,
            List<DiscountShape.Draft> discounts) {
        Draft {
            discounts = List.copyOf(discounts);
        }
    }

    Slot<String> id() {
        return id;
    }

    /** Empty where it has no price that can be read. */
    Optional<Draft> draft(Reading reading, IdHasher hasher) {
        Integer count = reading.get(quantity);
        return price.draft(reading, hasher)
                .or(() -> plan.draft(reading, hasher))
                .map(of -> new Draft(
                        reading.require(id),
                        of,
                        count == null ? null : count.longValue(),
                        reading.get(start),
                        reading.get(end),
                        drafts(reading.get(discounts))));
    }

    private List<DiscountShape.Draft> drafts(@Nullable List<Reading> all) {
        return all == null ? List.of() : all.stream().map(discount::draft).toList();
    }
}
