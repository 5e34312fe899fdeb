package dev.mullion.sandbox.stripe;

import dev.mullion.sandbox.vendor.NeverKept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is to be seen of one account, and what its key may see. Threads may share it. */
public final class StripeAccount {

    private static final Set<String> ALL =
            Set.of("rak_subscription_read", "rak_plan_read", "rak_coupon_read", "rak_event_read");

    private final String key;
    private final List<Map<String, @Nullable Object>> subscriptions;
    private final List<Map<String, @Nullable Object>> events = new ArrayList<>();
    private Set<String> permissions = ALL;
    private int numbered;

    private StripeAccount(String key, List<Map<String, @Nullable Object>> subscriptions) {
        this.key = key;
        this.subscriptions = subscriptions;
    }

    /**
     * One with a subscription of each kind that revenue can be wrong about.
     *
     * @param key the one that is known
     */
    public static StripeAccount of(String key, Instant anchor) {
        return new StripeAccount(key, new ArrayList<>(Subscribers.asOf(anchor)));
    }

    /**
     * The whole synthetic company's: {@link #of} among the subscriptions of everybody who is in its books too.
     *
     * @param key the one that is known
     */
    public static StripeAccount ofSample(String key, Instant anchor) {
        return new StripeAccount(key, SampleSubscriptions.asOf(anchor));
    }

    /** One with as many plain subscriptions as asked for, each with the canary among what is never kept. */
    public static StripeAccount large(String key, Instant anchor, int subscriptions, String canary) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>(subscriptions);
        for (int number = 0; number < subscriptions; number++) {
            Map<String, @Nullable Object> made = StripeObjects.subscription(
                    "sub_synthetic%08d".formatted(number),
                    "cus_synthetic%08d".formatted(number / 2),
                    anchor.minus(Duration.ofDays(1 + number % 400)),
                    List.of(StripeObjects.item(
                            "si_synthetic%08d".formatted(number),
                            StripeObjects.price("price_synthetic%02d".formatted(number % 20), "eur", 1_900, "1 month"),
                            1 + number % 7)));
            made.put("description", canary + number % 50);
            all.add(made);
        }
        return new StripeAccount(key, all);
    }

    /** Takes permissions from the key, or gives them. */
    public synchronized void permit(Set<String> permitted) {
        permissions = Set.copyOf(permitted);
    }

    public synchronized void permitAll() {
        permissions = ALL;
    }

    /** Changes a field of a subscription, and has an event of it. */
    public synchronized void change(String subscription, String field, @Nullable Object value, Instant at) {
        Map<String, @Nullable Object> found = subscription(subscription).orElseThrow();
        found.put(field, value);
        note(found, "customer.subscription.updated", at);
    }

    /** Changes the quantity of its first item. */
    @SuppressWarnings("unchecked") // made so in StripeObjects
    public synchronized void changeQuantity(String subscription, long quantity, Instant at) {
        Map<String, @Nullable Object> found = subscription(subscription).orElseThrow();
        List<Map<String, @Nullable Object>> items =
                (List<Map<String, @Nullable Object>>) Objects.requireNonNull(found.get("items"));
        items.getFirst().put("quantity", quantity);
        note(found, "customer.subscription.updated", at);
    }

    private void note(Map<String, @Nullable Object> subscription, String type, Instant at) {
        events.addFirst(StripeObjects.map(
                "id",
                "evt_synthetic%06d".formatted(++numbered),
                "object",
                "event",
                "api_version",
                "2020-08-27",
                "created",
                at.getEpochSecond(),
                "data",
                StripeObjects.map(
                        "object",
                        subscription,
                        "previous_attributes",
                        StripeObjects.map("metadata", NeverKept.CANARY + "-before")),
                "livemode",
                true,
                "pending_webhooks",
                1,
                "request",
                StripeObjects.map("id", "req_synthetic", "idempotency_key", NeverKept.CANARY + "-idempotency"),
                "type",
                type));
    }

    boolean knows(String shown) {
        return key.equals(shown);
    }

    synchronized boolean permits(String permission) {
        return permissions.contains(permission);
    }

    /** The newest first. */
    synchronized List<Map<String, @Nullable Object>> subscriptions() {
        return new ArrayList<>(subscriptions).reversed();
    }

    synchronized List<Map<String, @Nullable Object>> events() {
        return List.copyOf(events);
    }

    synchronized Optional<Map<String, @Nullable Object>> subscription(String id) {
        return subscriptions.stream().filter(one -> id.equals(one.get("id"))).findFirst();
    }
}
