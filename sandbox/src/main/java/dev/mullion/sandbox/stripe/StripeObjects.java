package dev.mullion.sandbox.stripe;

import dev.mullion.sandbox.vendor.NeverKept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects in the shapes of the release dahlia, whole: what an answer leaves out is decided when it is written. Every
 * text that is never kept begins with {@link NeverKept#CANARY}.
 */
public final class StripeObjects {

    private StripeObjects() {}

    /** Names and values by turns. */
    static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    /** A licensed price by the unit; {@code cycle} is such as {@code 3 month}. */
    static Map<String, @Nullable Object> price(String id, String currency, long unitAmount, String cycle) {
        String[] parts = cycle.split(" ", 2);
        return map(
                "id",
                id,
                "object",
                "price",
                "active",
                true,
                "billing_scheme",
                "per_unit",
                "created",
                1_700_000_000,
                "currency",
                currency,
                "custom_unit_amount",
                null,
                "livemode",
                true,
                "lookup_key",
                NeverKept.CANARY + "-lookup",
                "metadata",
                map(NeverKept.CANARY + "-key", NeverKept.CANARY + "-value"),
                "nickname",
                NeverKept.CANARY + "-nickname",
                "product",
                "prod_" + id,
                "recurring",
                map(
                        "interval",
                        parts[1],
                        "interval_count",
                        Integer.valueOf(parts[0]),
                        "meter",
                        null,
                        "usage_type",
                        "licensed",
                        "trial_period_days",
                        null),
                "tax_behavior",
                "unspecified",
                "tiers_mode",
                null,
                "transform_quantity",
                null,
                "type",
                "recurring",
                "unit_amount",
                unitAmount,
                "unit_amount_decimal",
                Long.toString(unitAmount));
    }

    /** Up to ten at 5.00, up to fifty at 4.00, the rest at 3.00. */
    static Map<String, @Nullable Object> tiered(String id, String mode) {
        Map<String, @Nullable Object> price = price(id, "eur", 0, "1 month");
        price.put("billing_scheme", "tiered");
        price.put("tiers_mode", mode);
        price.put("unit_amount", null);
        price.put("unit_amount_decimal", null);
        price.put("tiers", List.of(tier(10L, 500), tier(50L, 400), tier(null, 300)));
        return price;
    }

    private static Map<String, @Nullable Object> tier(@Nullable Long upTo, int amount) {
        return map(
                "flat_amount",
                null,
                "flat_amount_decimal",
                null,
                "unit_amount",
                amount,
                "unit_amount_decimal",
                Integer.toString(amount),
                "up_to",
                upTo);
    }

    static Map<String, @Nullable Object> coupon(
            String id, @Nullable Object percentOff, @Nullable Object amountOff, String duration) {
        return map(
                "id",
                id,
                "object",
                "coupon",
                "amount_off",
                amountOff,
                "created",
                1_700_000_000,
                "currency",
                amountOff == null ? null : "eur",
                "duration",
                duration,
                "duration_in_months",
                duration.equals("repeating") ? 12 : null,
                "livemode",
                true,
                "max_redemptions",
                null,
                "metadata",
                map(),
                "name",
                NeverKept.CANARY + "-coupon",
                "percent_off",
                percentOff,
                "times_redeemed",
                1,
                "valid",
                true);
    }

    static Map<String, @Nullable Object> discount(
            String id, Map<String, @Nullable Object> coupon, @Nullable Instant end) {
        return map(
                "id",
                id,
                "object",
                "discount",
                "checkout_session",
                null,
                "customer",
                null,
                "end",
                end == null ? null : end.getEpochSecond(),
                "invoice",
                null,
                "invoice_item",
                null,
                "promotion_code",
                NeverKept.CANARY + "-promotion",
                "start",
                1_700_000_000,
                "subscription",
                null,
                "subscription_item",
                null,
                "source",
                map("coupon", coupon, "type", "coupon"));
    }

    static Map<String, @Nullable Object> item(String id, Map<String, @Nullable Object> price, long quantity) {
        return map(
                "id",
                id,
                "object",
                "subscription_item",
                "billing_thresholds",
                null,
                "created",
                1_700_000_000,
                "current_period_start",
                1_780_000_000,
                "current_period_end",
                1_782_600_000,
                "discounts",
                new ArrayList<>(),
                "metadata",
                map(NeverKept.CANARY + "-key", NeverKept.CANARY + "-value"),
                "price",
                price,
                "quantity",
                quantity,
                "tax_rates",
                List.of());
    }

    static Map<String, @Nullable Object> subscription(
            String id, String customer, Instant started, List<Map<String, @Nullable Object>> items) {
        return map(
                "id",
                id,
                "object",
                "subscription",
                "billing_cycle_anchor",
                started.getEpochSecond(),
                "cancel_at",
                null,
                "cancel_at_period_end",
                false,
                "canceled_at",
                null,
                "cancellation_details",
                map("comment", NeverKept.CANARY + "-comment", "feedback", null, "reason", null),
                "collection_method",
                "charge_automatically",
                "created",
                started.getEpochSecond(),
                "currency",
                "eur",
                "customer",
                customer,
                "default_payment_method",
                NeverKept.CANARY + "-payment-method",
                "description",
                NeverKept.CANARY + "-description",
                "discounts",
                new ArrayList<>(),
                "ended_at",
                null,
                "items",
                new ArrayList<>(items),
                "latest_invoice",
                NeverKept.CANARY + "-invoice",
                "livemode",
                true,
                "metadata",
                map(NeverKept.CANARY + "-key", NeverKept.CANARY + "-value"),
                "pause_collection",
                null,
                "start_date",
                started.getEpochSecond(),
                "status",
                "active",
                "test_clock",
                null,
                "trial_end",
                null,
                "trial_start",
                null);
    }
}
