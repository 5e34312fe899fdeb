package dev.mullion.connectors.stripe;

import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Discount;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Price;
import dev.mullion.telemetry.Price.Tier;
import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.SubscriptionItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes facts of the drafts of one page, and asks for what no list carries: tiers, coupons with their products, items
 * beyond the first. Each is asked once a page. What Stripe does not tell is left out, and the fact says so. For one
 * thread.
 */
final class Completion {

    /** A page of a hundred subscriptions rarely has more than a handful of prices and coupons. */
    private static final int MOST_QUESTIONS = 400;

    private static final int MOST_ITEM_PAGES = 10;

    private final StripeQuestions questions;
    private final Link link;
    private final IdHasher hasher;
    private final Instant asOf;
    private final Map<String, List<Tier>> tiers = new HashMap<>();
    private final Map<String, CouponShape.Terms> coupons = new HashMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private int incomplete;
    private int asked;
    private long bytes;
    private @Nullable Pulled<?> obstacle;

    Completion(StripeQuestions questions, Link link, IdHasher hasher, Instant asOf) {
        this.questions = questions;
        this.link = link;
        this.hasher = hasher;
        this.asOf = asOf;
    }

    List<Fact> facts() {
        return facts;
    }

    /** How many of the facts are not whole. */
    int incomplete() {
        return incomplete;
    }

    long bytes() {
        return bytes;
    }

    /** What ended it: then nothing of this page is kept, and it is asked again; null: nothing did. */
    @Nullable Pulled<?> obstacle() {
        return obstacle;
    }

    /** @param changedAt when the vendor says that it changed; null where nobody asked */
    void add(SubscriptionShape.Draft draft, @Nullable Instant changedAt) {
        boolean isWhole = draft.isWhole();
        List<ItemShape.Draft> drafts = draft.items();
        if (draft.hasMoreItems()) {
            List<ItemShape.Draft> all = allItems(draft.id().value());
            isWhole = all != null;
            drafts = all == null ? drafts : all;
        }
        List<SubscriptionItem> items = new ArrayList<>();
        for (ItemShape.Draft one : drafts) {
            items.add(item(one));
        }
        List<Discount> discounts = discounts(draft.discounts());
        if (obstacle == null) {
            incomplete += isWhole ? 0 : 1;
            facts.add(new Subscription(
                    draft.id(),
                    draft.live(),
                    draft.customer(),
                    draft.standing(),
                    draft.times(),
                    items,
                    discounts,
                    isWhole,
                    asOf,
                    changedAt));
        }
    }

    /** Null where some could not be read. Where the walk of them breaks, the page is asked again another time. */
    private @Nullable List<ItemShape.Draft> allItems(String subscription) {
        Map<String, ItemShape.Draft> all = new HashMap<>();
        boolean isWhole = true;
        String after = null;
        for (int page = 0; page < MOST_ITEM_PAGES && asked < MOST_QUESTIONS; page++) {
            String from = after;
            ItemPage.Found found = answer(() -> questions.items(link, hasher, subscription, from));
            if (found == null || found.leadsNowhere()) {
                obstacle = obstacle == null
                        ? new Pulled.Failed<Boolean>("the items of a subscription could not be read to their end")
                        : obstacle;
                return null;
            }
            found.drafts().forEach(one -> all.put(one.id(), one));
            isWhole &= found.isWhole();
            after = found.next();
            if (after == null) {
                return isWhole ? List.copyOf(all.values()) : null;
            }
        }
        return null;
    }

    private SubscriptionItem item(ItemShape.Draft draft) {
        Price bare = draft.price().price();
        Price price = bare.tiersMode() == null ? bare : withTiers(bare, tiers(draft.price()));
        return new SubscriptionItem(
                draft.id(), price, draft.quantity(), draft.start(), draft.end(), discounts(draft.discounts()));
    }

    private List<Tier> tiers(PriceShape.Draft price) {
        List<Tier> known = tiers.get(price.id());
        if (known == null) {
            known = Objects.requireNonNullElse(
                    answer(() -> questions.tiers(link, price.id(), price.price().currency())), List.of());
            tiers.put(price.id(), known);
        }
        return known;
    }

    private static Price withTiers(Price bare, List<Tier> tiers) {
        return new Price(
                bare.id(),
                bare.product(),
                bare.currency(),
                bare.usage(),
                bare.cycle(),
                bare.unit(),
                bare.isCustom(),
                bare.tiersMode(),
                tiers,
                bare.transform(),
                bare.isTaxInclusive());
    }

    private List<Discount> discounts(List<DiscountShape.Draft> drafts) {
        List<Discount> all = new ArrayList<>();
        drafts.forEach(draft -> all.add(discount(draft)));
        return all;
    }

    private Discount discount(DiscountShape.Draft draft) {
        CouponShape.Terms terms = draft.coupon() == null ? draft.terms() : terms(draft.coupon(), draft.terms());
        return new Discount(
                draft.coupon() == null ? null : Hashed.coupon(hasher, draft.coupon()),
                terms.percentOff(),
                terms.amountOff() == null || terms.currency() == null
                        ? null
                        : StripeAmounts.amount(terms.amountOff(), terms.currency()),
                terms.currency(),
                terms.length(),
                draft.start(),
                draft.end(),
                terms.products().stream()
                        .map(product -> Hashed.product(hasher, product))
                        .toList());
    }

    /** A coupon that was deleted goes on to hold where it was used; then what came with the discount has to do. */
    private CouponShape.Terms terms(String coupon, CouponShape.Terms embedded) {
        CouponShape.Terms known = coupons.get(coupon);
        if (known == null) {
            CouponShape.Terms told = answer(() -> questions.coupon(link, coupon));
            known = told == null ? CouponShape.Terms.UNKNOWN : told;
            coupons.put(coupon, known);
        }
        return known.length() == Discount.Length.UNKNOWN ? embedded : known;
    }

    /** Null where Stripe does not tell this, or something stands in the way of the whole page. */
    private <T> @Nullable T answer(Supplier<Pulled<T>> question) {
        if (obstacle != null || asked >= MOST_QUESTIONS) {
            return null;
        }
        asked++;
        return switch (question.get()) {
            case Pulled.Got<T>(T value, long read) -> {
                bytes += read;
                yield value;
            }
            case Pulled.Lost<T> _, Pulled.Closed<T> _ -> null;
            case Pulled<T> other -> {
                obstacle = other;
                yield null;
            }
        };
    }
}
