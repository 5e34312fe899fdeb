package dev.mullion.connectors.stripe;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifest.Consent;
import dev.mullion.connectors.Manifest.Domain;
import dev.mullion.connectors.Manifest.Freshness;
import dev.mullion.connectors.Manifest.Need;
import dev.mullion.connectors.Manifest.Reach;
import dev.mullion.connectors.Manifest.Scope;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.egress.Budget;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.Endpoint.Query;
import dev.mullion.egress.Origin;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a restricted key for Mullion may do, and what is done with it. */
public final class StripeManifest {

    /** Where Stripe answers programs. */
    static final Origin API = Origin.https("api.stripe.com");

    /** The release whose shapes are asked for; older ones are read as well. */
    static final String VERSION = "2026-07-29.dahlia";

    static final String VERSION_HEADER = "Stripe-Version";

    /** Events are kept for 30 days and can be missed; what they did not tell is found by the next whole list. */
    static final Duration WHOLE_LIST_EVERY = Duration.ofHours(24);

    static final List<String> CHANGES = List.of(
            "customer.subscription.created",
            "customer.subscription.updated",
            "customer.subscription.deleted",
            "customer.subscription.paused",
            "customer.subscription.resumed",
            "customer.subscription.pending_update_applied",
            "customer.discount.created",
            "customer.discount.updated",
            "customer.discount.deleted");

    static final Endpoint SUBSCRIPTIONS = Endpoint.get(
            API,
            "/v1/subscriptions",
            Query.oneOf("limit", "1", "100"),
            Query.oneOf("status", "all"),
            Query.oneOf("expand[]", "data.discounts", "data.discounts.source.coupon", "data.items.data.discounts"),
            Query.any("starting_after"));
    static final Endpoint SUBSCRIPTION = Endpoint.get(
            API,
            "/v1/subscriptions/{subscription}",
            Query.oneOf("expand[]", "discounts", "discounts.source.coupon", "items.data.discounts"));
    static final Endpoint ITEMS = Endpoint.get(
            API,
            "/v1/subscription_items",
            Query.any("subscription"),
            Query.always("limit", "100"),
            Query.oneOf("expand[]", "data.discounts"),
            Query.any("starting_after"));
    static final Endpoint PRICES = Endpoint.get(API, "/v1/prices", Query.always("limit", "1"));
    static final Endpoint PRICE = Endpoint.get(API, "/v1/prices/{price}", Query.always("expand[]", "tiers"));
    static final Endpoint COUPONS = Endpoint.get(API, "/v1/coupons", Query.always("limit", "1"));
    static final Endpoint COUPON = Endpoint.get(API, "/v1/coupons/{coupon}", Query.always("expand[]", "applies_to"));
    static final Endpoint EVENTS = Endpoint.get(
            API,
            "/v1/events",
            Query.oneOf("limit", "1", "100"),
            Query.oneOf("types[]", CHANGES.toArray(String[]::new)),
            Query.any("created[gte]"),
            Query.any("starting_after"));

    private static final Manifest MANIFEST = new Manifest(
            "Stripe",
            Domain.FINANCE,
            consent(),
            reach(),
            CHANGES,
            projections(),
            new Freshness(Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ZERO));

    private StripeManifest() {}

    public static Manifest manifest() {
        return MANIFEST;
    }

    /** As Stripe's own messages write a permission: {@code rak_plan_read}. */
    static String code(Scope scope) {
        return "rak_" + scope.key() + "_" + scope.level();
    }

    private static Consent consent() {
        return new Consent(
                List.of(
                        new Scope(
                                "subscription:read",
                                "subscriptions and their items: what is paid, how often, and how they stand",
                                Need.NEEDED),
                        new Scope("plan:read", "prices, shown as \"Prices\": amounts, cycles and tiers", Need.NEEDED),
                        new Scope("coupon:read", "discounts, without which revenue is too high", Need.NEEDED),
                        new Scope(
                                "event:read",
                                "which subscriptions changed; without it changes are seen once a day",
                                Need.OPTIONAL)),
                List.of(
                        "A secret key (sk_): it may do everything, and is refused wherever it is pasted",
                        "Any permission to write",
                        "Customers, charges, payment methods, payouts, balances, disputes",
                        "Stripe cannot tell what a key may do: each endpoint is tried, and the proof that nothing else is"
                                + " asked is Mullion's own client, which knows the endpoints below and no other"),
                List.of(
                        "All subscriptions once a day, and every 15 minutes those that an event names",
                        "Webhook deliveries, if you add the endpoint: they say that something changed, and are not kept",
                        "Of each body only the paths in the table below; the rest is skipped unread"),
                List.of(
                        "Ids of subscriptions and their items, states, times, quantities",
                        "Amounts, cycles and tiers of prices; percent and amounts of discounts",
                        "Customers, prices, products and coupons as keyed hashes"),
                List.of(
                        "Names, e-mail addresses, postal addresses, telephone and tax numbers of customers",
                        "Cards, bank accounts, payment methods, receipts, links to invoices",
                        "Names and descriptions of products, prices and coupons; promotion codes",
                        "Metadata of anything; comments on cancellations; what an event says was there before"));
    }

    /** Stripe gives an account 100 reads a second in live mode and 25 in test mode. */
    private static Reach reach() {
        return new Reach(
                List.of(SUBSCRIPTIONS, SUBSCRIPTION, ITEMS, PRICES, PRICE, COUPONS, COUPON, EVENTS),
                List.of(VERSION_HEADER),
                List.of(
                        Budget.rate(Budget.Reach.ACCOUNT, 20, Duration.ofSeconds(1)),
                        Budget.inFlight(Budget.Reach.ACCOUNT, 2),
                        Budget.inFlight(Budget.Reach.VENDOR, 60)));
    }

    private static SortedMap<String, List<KeptPath>> projections() {
        Parsers parsers = new Parsers(List.of());
        SortedMap<String, List<KeptPath>> all = new TreeMap<>();
        all.put(SUBSCRIPTIONS.toString(), new SubscriptionPage(parsers).list().paths());
        all.put(SUBSCRIPTION.toString(), new OneSubscription(parsers).list().paths());
        all.put(ITEMS.toString(), new ItemPage(parsers).list().paths());
        all.put(PRICE.toString(), new TierReading(parsers).list().paths());
        all.put(COUPON.toString(), new CouponReading(parsers).list().paths());
        all.put(EVENTS.toString(), new EventPage(parsers).list().paths());
        all.put("webhook", StripeNotice.kept());
        return all;
    }
}
