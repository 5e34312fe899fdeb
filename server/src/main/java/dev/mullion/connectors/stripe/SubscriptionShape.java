package dev.mullion.connectors.stripe;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Subscription.CancelReason;
import dev.mullion.telemetry.Subscription.Collection;
import dev.mullion.telemetry.Subscription.Pause;
import dev.mullion.telemetry.Subscription.Standing;
import dev.mullion.telemetry.Subscription.Status;
import dev.mullion.telemetry.Subscription.Times;
import dev.mullion.telemetry.SubscriptionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscription, of the releases from before prices to dahlia. */
final class SubscriptionShape {

    private static final int MOST_ITEMS = 100;

    private final Slot<String> id;
    private final Slot<Boolean> live;
    private final Slot<Boolean> testClock;
    private final Slot<Reading> customer;
    private final Slot<String> customerId;
    private final Slot<Status> status;
    private final Slot<Collection> collection;
    private final Slot<Boolean> cancelsAtPeriodEnd;
    private final Slot<CancelReason> cancelReason;
    private final Slot<Pause> pause;
    private final Slot<Instant> resumesAt;
    private final Slot<Instant> created;
    private final Slot<Instant> started;
    private final Slot<Instant> trialStart;
    private final Slot<Instant> trialEnd;
    private final Slot<Instant> cancelAt;
    private final Slot<Instant> canceledAt;
    private final Slot<Instant> endedAt;
    private final Slot<Instant> periodStart;
    private final Slot<Instant> periodEnd;
    private final Slot<List<Reading>> items;
    private final ItemShape item;
    private final Slot<Boolean> hasMoreItems;
    private final Slot<List<Reading>> discounts;
    private final DiscountShape discount;
    private final Slot<Reading> oneDiscount;
    private final DiscountShape oneShape;

    SubscriptionShape(AllowList.Builder allow) {
        id = allow.idText("id", 80);
        live = allow.flag("livemode");
        testClock = allow.present("test_clock");
        AllowList.Builder whole = allow.object("customer");
        customerId = whole.text("id", Kind.ID_HASH, 255);
        customer = allow.oneOrItsId("customer", whole, customerId);
        status = allow.stage("status", Status.class);
        collection = allow.stage("collection_method", Collection.class, Collection.OTHER);
        cancelsAtPeriodEnd = allow.flag("cancel_at_period_end");
        cancelReason = allow.stage("cancellation_details.reason", CancelReason.class, CancelReason.OTHER);
        pause = allow.stage("pause_collection.behavior", Pause.class);
        resumesAt = allow.instant("pause_collection.resumes_at");
        created = allow.instant("created");
        started = allow.instant("start_date");
        trialStart = allow.instant("trial_start");
        trialEnd = allow.instant("trial_end");
        cancelAt = allow.instant("cancel_at");
        canceledAt = allow.instant("canceled_at");
        endedAt = allow.instant("ended_at");
        periodStart = allow.instant("current_period_start");
        periodEnd = allow.instant("current_period_end");
        AllowList.Builder eachItem = allow.element("items.data");
        item = new ItemShape(eachItem);
        items = allow.each("items.data", MOST_ITEMS, Excess.SKIPPED, eachItem);
        hasMoreItems = allow.flag("items.has_more");
        AllowList.Builder each = allow.element("discounts");
        discount = new DiscountShape(each);
        discounts = allow.eachOrItsId("discounts", ItemShape.MOST_DISCOUNTS, Excess.SKIPPED, each, discount.id());
        AllowList.Builder one = allow.object("discount");
        oneShape = new DiscountShape(one);
        oneDiscount = allow.oneOrItsId("discount", one, oneShape.id());
    }

    /**
     * A subscription as far as its own body tells.
     *
     * @param isWhole whether every item on the body could be read
     * @param hasMoreItems whether there are more than on the body
     */
    record Draft(
            SubscriptionId id,
            boolean live,
            @Nullable IdHash customer,
            Standing standing,
            Times times,
            List<ItemShape.Draft> items,
            List<DiscountShape.Draft> discounts,
            boolean isWhole,
            boolean hasMoreItems) {
        Draft {
            items = List.copyOf(items);
            discounts = List.copyOf(discounts);
        }
    }

    Slot<String> id() {
        return id;
    }

    /** Empty where it is of a test clock, which is a play with time, or has no proper id. */
    Optional<Draft> draft(Reading reading, IdHasher hasher) {
        String named = reading.require(id);
        if (reading.isSet(testClock) || !named.matches("[A-Za-z0-9_-]{1,80}")) {
            return Optional.empty();
        }
        Reading of = reading.get(customer);
        String ofCustomer = of == null ? null : of.get(customerId);
        List<Reading> read = Objects.requireNonNullElse(reading.get(items), List.of());
        List<ItemShape.Draft> drafts =
                read.stream().flatMap(one -> item.draft(one, hasher).stream()).toList();
        return Optional.of(new Draft(
                new SubscriptionId(named),
                reading.require(live),
                ofCustomer == null ? null : Hashed.customer(hasher, ofCustomer),
                standing(reading),
                times(reading),
                drafts.stream().map(one -> withPeriod(one, reading)).toList(),
                discounts(reading),
                drafts.size() == read.size() && read.size() < MOST_ITEMS,
                reading.isSet(hasMoreItems)));
    }

    private Standing standing(Reading reading) {
        return new Standing(
                reading.require(status),
                Objects.requireNonNullElse(reading.get(collection), Collection.OTHER),
                reading.isSet(cancelsAtPeriodEnd),
                reading.get(cancelReason),
                reading.get(pause));
    }

    private Times times(Reading reading) {
        Instant start = reading.get(started);
        return new Times(
                start == null ? reading.require(created) : start,
                reading.get(trialStart),
                reading.get(trialEnd),
                reading.get(cancelAt),
                reading.get(canceledAt),
                reading.get(endedAt),
                reading.get(resumesAt));
    }

    private ItemShape.Draft withPeriod(ItemShape.Draft draft, Reading reading) {
        return draft.end() != null
                ? draft
                : new ItemShape.Draft(
                        draft.id(),
                        draft.price(),
                        draft.quantity(),
                        reading.get(periodStart),
                        reading.get(periodEnd),
                        draft.discounts());
    }

    private List<DiscountShape.Draft> discounts(Reading reading) {
        List<DiscountShape.Draft> all = new ArrayList<>();
        Objects.requireNonNullElse(reading.get(discounts), List.<Reading>of())
                .forEach(one -> all.add(discount.draft(one)));
        Reading one = reading.get(oneDiscount);
        if (all.isEmpty() && one != null) {
            all.add(oneShape.draft(one));
        }
        return all;
    }
}
