package dev.mullion.sandbox.stripe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes objects as far as they were asked to be expanded; the rest are ids. */
final class Expansion {

    private static final int DEEPEST = 4;
    private static final int ITEMS = 10;

    private final List<String> expanded;

    Expansion(List<String> expanded) {
        this.expanded = expanded;
    }

    /** Whether Stripe goes so deep. */
    boolean isAllowed() {
        return expanded.stream().allMatch(path -> path.split("\\.", -1).length <= DEEPEST);
    }

    Map<String, @Nullable Object> subscription(Map<String, @Nullable Object> whole, String at) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(whole);
        List<Map<String, @Nullable Object>> items = objects(whole.get("items"));
        List<Map<String, @Nullable Object>> first = items.subList(0, Math.min(ITEMS, items.size()));
        shown.put(
                "items",
                StripeObjects.map(
                        "object",
                        "list",
                        "data",
                        first.stream()
                                .map(item -> item(item, at + "items.data."))
                                .toList(),
                        "has_more",
                        items.size() > ITEMS,
                        "url",
                        "/v1/subscription_items?subscription=" + whole.get("id")));
        if (whole.containsKey("discounts")) {
            shown.put("discounts", discounts(whole.get("discounts"), at + "discounts"));
        }
        return shown;
    }

    Map<String, @Nullable Object> item(Map<String, @Nullable Object> whole, String at) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(whole);
        if (whole.containsKey("discounts")) {
            shown.put("discounts", discounts(whole.get("discounts"), at + "discounts"));
        }
        if (whole.get("price") instanceof Map<?, ?> price) {
            Map<String, @Nullable Object> plain = copy(price);
            plain.remove("tiers");
            shown.put("price", plain);
        }
        return shown;
    }

    private List<Object> discounts(@Nullable Object all, String at) {
        List<Object> shown = new ArrayList<>();
        for (Map<String, @Nullable Object> discount : objects(all)) {
            if (expanded.contains(at)) {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>(discount);
                Map<String, @Nullable Object> source = copy((Map<?, ?>) Objects.requireNonNull(copy.get("source")));
                Map<String, @Nullable Object> coupon = copy((Map<?, ?>) Objects.requireNonNull(source.get("coupon")));
                coupon.remove("applies_to");
                source.put("coupon", expanded.contains(at + ".source.coupon") ? coupon : coupon.get("id"));
                copy.put("source", source);
                shown.add(copy);
            } else {
                shown.add(String.valueOf(discount.get("id")));
            }
        }
        return shown;
    }

    static Map<String, @Nullable Object> copy(Map<?, ?> of) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        of.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    @SuppressWarnings("unchecked") // made so in StripeObjects
    static List<Map<String, @Nullable Object>> objects(@Nullable Object list) {
        return list == null ? List.of() : (List<Map<String, @Nullable Object>>) list;
    }
}
