package dev.mullion.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.sandbox.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StripeObjectsTest {

    private static final Instant ANCHOR = Instant.parse("2026-11-21T21:00:00Z");

    /** Words of sellers, and where discounts and coupons are judged by examples of their own. */
    private static final Set<String> FREE = Set.of(
            "metadata",
            "items.data[].metadata",
            "items.data[].price.metadata",
            "items.data[].plan.metadata",
            "discounts");

    private final StripeAccount account = StripeAccount.ofSample("rk_live_synthetic", ANCHOR);

    @Test
    void sendsNoFieldOfASubscriptionThatStripeHasNot() {
        Shape shape = Shape.of("stripe")
                .with("fixture_subscription.json")
                .with("fixture_subscription_item.json", "", "items.data[]")
                .with("fixture_price.json", "", "items.data[].price")
                .with("fixture_plan.json", "", "items.data[].plan")
                .with("djstripe_subscription_monthly.json")
                .with("djstripe_subscription_3.json");

        for (Map<String, @Nullable Object> one : account.subscriptions()) {
            Map<String, @Nullable Object> shown = new Expansion(List.of()).subscription(one, "");
            assertThat(shape.strange(shown, FREE)).as("%s", one.get("id")).isEmpty();
            assertThat(Shape.lacking(
                            shown,
                            List.of(
                                    "id",
                                    "livemode",
                                    "customer",
                                    "status",
                                    "collection_method",
                                    "cancel_at_period_end",
                                    "created",
                                    "start_date",
                                    "ended_at",
                                    "canceled_at",
                                    "trial_end",
                                    "pause_collection",
                                    "items.has_more",
                                    "items.data[].id",
                                    "items.data[].quantity")))
                    .isEmpty();
        }
    }

    @Test
    void sendsNoFieldOfAPriceThatStripeHasNot() {
        Shape shape = Shape.of("stripe").with("fixture_price.json").with("djstripe_price.json");
        Set<String> free = Set.of("metadata", "tiers"); // tiers are there when they are asked for, and in no example

        account.subscriptions().stream()
                .flatMap(one -> Expansion.objects(one.get("items")).stream())
                .filter(item -> item.containsKey("price"))
                .map(item -> Objects.requireNonNull(item.get("price")))
                .forEach(price -> {
                    assertThat(shape.strange(price, free)).isEmpty();
                    assertThat(Shape.lacking(
                                    price,
                                    List.of(
                                            "id",
                                            "currency",
                                            "product",
                                            "type",
                                            "unit_amount_decimal",
                                            "billing_scheme",
                                            "tiers_mode",
                                            "tax_behavior",
                                            "transform_quantity",
                                            "recurring.interval",
                                            "recurring.interval_count",
                                            "recurring.usage_type")))
                            .isEmpty();
                });
    }

    @Test
    void sendsNoFieldOfADiscountOrCouponThatStripeHasNot() {
        Shape discounts = Shape.of("stripe").with("fixture_discount.json");
        Shape coupons = Shape.of("stripe").with("fixture_coupon.json");
        // What a coupon applies to is there when it is asked for, and in no example. Nothing off in money is null in
        // all.
        Set<String> free = Set.of("metadata", "applies_to", "amount_off");

        for (Map<String, @Nullable Object> one : account.subscriptions()) {
            for (Map<String, @Nullable Object> discount : Expansion.objects(one.get("discounts"))) {
                assertThat(discounts.strange(discount, Set.of("source.coupon"))).isEmpty();
                Object coupon = ((Map<?, ?>) Objects.requireNonNull(discount.get("source"))).get("coupon");
                assertThat(coupons.strange(Objects.requireNonNull(coupon), free))
                        .isEmpty();
                assertThat(Shape.lacking(
                                Objects.requireNonNull(coupon),
                                List.of(
                                        "id",
                                        "percent_off",
                                        "amount_off",
                                        "currency",
                                        "duration",
                                        "duration_in_months")))
                        .isEmpty();
            }
        }
    }

    @Test
    void sendsNoFieldOfAnEventThatStripeHasNot() {
        Shape shape = Shape.of("stripe").with("fixture_event.json");
        account.changeQuantity("sub_synthetic0001", 2, ANCHOR);

        Map<String, @Nullable Object> event = account.events().getFirst();

        // The object is judged by its own example; what was there before is in events of updates, of which none is one.
        assertThat(shape.strange(event, Set.of("data.object", "data.previous_attributes")))
                .isEmpty();
        assertThat(Shape.lacking(event, List.of("id", "type", "created", "livemode", "data.object.id")))
                .isEmpty();
    }
}
