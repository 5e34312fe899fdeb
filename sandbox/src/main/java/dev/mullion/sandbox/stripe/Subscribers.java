package dev.mullion.sandbox.stripe;

import static dev.mullion.sandbox.stripe.StripeObjects.coupon;
import static dev.mullion.sandbox.stripe.StripeObjects.discount;
import static dev.mullion.sandbox.stripe.StripeObjects.item;
import static dev.mullion.sandbox.stripe.StripeObjects.map;
import static dev.mullion.sandbox.stripe.StripeObjects.price;
import static dev.mullion.sandbox.stripe.StripeObjects.tiered;

import dev.mullion.sandbox.vendor.NeverKept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One subscription of each kind that revenue can be wrong about. In EUR they are worth 961.33 a month by list and
 * 915.00 net, 30.00 more in a trial and 40.00 that is not collected; besides 10,000 JPY and 1,000 ISK.
 */
final class Subscribers {

    private final Instant anchor;
    private final List<Map<String, @Nullable Object>> all = new ArrayList<>();

    private Subscribers(Instant anchor) {
        this.anchor = anchor;
    }

    static List<Map<String, @Nullable Object>> asOf(Instant anchor) {
        Subscribers made = new Subscribers(anchor);
        made.plain();
        made.tieredAndMetered();
        made.notCounted();
        made.discounted();
        made.large();
        made.old();
        return made.all;
    }

    private Map<String, @Nullable Object> add(long quantity, Map<String, @Nullable Object> price) {
        return add(List.of(item(itemId(0), price, quantity)));
    }

    private Map<String, @Nullable Object> add(List<Map<String, @Nullable Object>> items) {
        int number = all.size() + 1;
        Map<String, @Nullable Object> made = StripeObjects.subscription(
                "sub_synthetic%04d".formatted(number),
                "cus_synthetic%04d".formatted(number),
                anchor.minus(Duration.ofDays(400L - number)),
                items);
        all.add(made);
        return made;
    }

    private String itemId(int place) {
        return "si_synthetic%04d%02d".formatted(all.size() + 1, place);
    }

    private void plain() {
        add(1, price("price_month", "eur", 4_900, "1 month"));
        add(1, price("price_year", "eur", 120_000, "1 year"));
        add(1, price("price_quarter", "eur", 9_900, "3 month")).put("customer", "cus_synthetic0002");
        add(1, price("price_week", "eur", 1_000, "1 week"));
        add(2, price("price_yen", "jpy", 5_000, "1 month"));
        add(1, price("price_krona", "isk", 100_000, "1 month"));
        add(1, price("price_late", "eur", 2_000, "1 month")).put("status", "past_due");
        Map<String, @Nullable Object> ending = add(1, price("price_ending", "eur", 6_000, "1 month"));
        ending.put("cancel_at_period_end", true);
        ending.put("canceled_at", anchor.minus(Duration.ofDays(3)).getEpochSecond());
    }

    private void tieredAndMetered() {
        add(60, tiered("price_graduated", "graduated"));
        add(11, tiered("price_volume", "volume"));
        Map<String, @Nullable Object> metered = price("price_metered", "eur", 10, "1 month");
        metered.put(
                "recurring", map("interval", "month", "interval_count", 1, "usage_type", "metered", "meter", "mtr_1"));
        add(1, metered);
    }

    private void notCounted() {
        Map<String, @Nullable Object> trial = add(1, price("price_trial", "eur", 3_000, "1 month"));
        trial.put("status", "trialing");
        trial.put("trial_start", anchor.minus(Duration.ofDays(5)).getEpochSecond());
        trial.put("trial_end", anchor.plus(Duration.ofDays(9)).getEpochSecond());
        Map<String, @Nullable Object> ended = add(1, price("price_ended", "eur", 2_500, "1 month"));
        ended.put("status", "canceled");
        ended.put("canceled_at", anchor.minus(Duration.ofDays(40)).getEpochSecond());
        ended.put("ended_at", anchor.minus(Duration.ofDays(20)).getEpochSecond());
        add(1, price("price_unpaid", "eur", 1_500, "1 month")).put("status", "unpaid");
        add(1, price("price_paused", "eur", 4_000, "1 month"))
                .put("pause_collection", map("behavior", "void", "resumes_at", null));
        add(1, price("price_clock", "eur", 9_900, "1 month")).put("test_clock", "clock_synthetic");
        add(1, price("price_expired", "eur", 1_100, "1 month")).put("status", "incomplete_expired");
    }

    private void discounted() {
        add(1, price("price_percent", "eur", 10_000, "1 month"))
                .put("discounts", List.of(discount("di_forever", coupon("FOREVER", 25.5, null, "forever"), null)));
        add(1, price("price_once", "eur", 8_000, "1 month"))
                .put("discounts", List.of(discount("di_once", coupon("ONCE", 50, null, "once"), null)));
        add(1, price("price_amount", "eur", 24_000, "1 year"))
                .put(
                        "discounts",
                        List.of(discount(
                                "di_amount",
                                coupon("AMOUNT", null, 1_000, "repeating"),
                                anchor.plus(Duration.ofDays(60)))));
        Map<String, @Nullable Object> item = item(itemId(0), price("price_item", "eur", 5_000, "1 month"), 1);
        item.put("discounts", List.of(discount("di_item", coupon("ITEM 10", 10, null, "forever"), null)));
        add(List.of(item));
        Map<String, @Nullable Object> half = coupon("HALF-B", 50, null, "forever");
        half.put("applies_to", map("products", List.of("prod_price_b")));
        add(List.of(
                        item(itemId(0), price("price_a", "eur", 1_000, "1 month"), 1),
                        item(itemId(1), price("price_b", "eur", 3_000, "1 month"), 1)))
                .put("discounts", List.of(discount("di_half", half, null)));
    }

    /** More items than come with a subscription. */
    private void large() {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (int place = 0; place < 12; place++) {
            items.add(item(itemId(place), price("price_seat" + place, "eur", 100, "1 month"), 1));
        }
        add(items);
    }

    /** As an account from before prices is answered: a plan, and one period for all. */
    private void old() {
        Map<String, @Nullable Object> item = map(
                "id",
                itemId(0),
                "object",
                "subscription_item",
                "created",
                1_557_000_000,
                "metadata",
                map(),
                "plan",
                map(
                        "id", "plan-of-its-own-name",
                        "object", "plan",
                        "amount", 7_000,
                        "amount_decimal", "7000",
                        "billing_scheme", "per_unit",
                        "currency", "eur",
                        "interval", "month",
                        "interval_count", 1,
                        "nickname", NeverKept.CANARY + "-plan",
                        "product", "prod_old",
                        "usage_type", "licensed"),
                "quantity",
                1);
        Map<String, @Nullable Object> old = add(List.of(item));
        old.remove("discounts");
        old.put("discount", null);
        old.put("current_period_start", 1_780_000_000);
        old.put("current_period_end", 1_782_600_000);
    }
}
