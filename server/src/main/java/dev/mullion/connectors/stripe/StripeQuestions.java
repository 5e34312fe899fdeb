package dev.mullion.connectors.stripe;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.Manifest.Scope;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Tried;
import dev.mullion.connectors.VendorClient;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import dev.mullion.egress.Endpoint;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Price.Tier;
import dev.mullion.telemetry.money.CurrencyCode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every question that Stripe is asked, each with the key of its connection. */
@Component
class StripeQuestions {

    private final StripeApi api;
    private final HeldKeys keys;
    private final SubscriptionPage subscriptions;
    private final OneSubscription one;
    private final ItemPage items;
    private final TierReading tiers;
    private final CouponReading coupons;
    private final EventPage events;
    private final AllowList probe;

    StripeQuestions(StripeApi api, HeldKeys keys) {
        this.api = api;
        this.keys = keys;
        Parsers parsers = new Parsers(StripeManifest.manifest().projections().values().stream()
                .flatMap(List::stream)
                .flatMap(kept -> Arrays.stream(kept.path().split("[.\\[\\]]+", -1)))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
        this.subscriptions = new SubscriptionPage(parsers);
        this.one = new OneSubscription(parsers);
        this.items = new ItemPage(parsers);
        this.tiers = new TierReading(parsers);
        this.coupons = new CouponReading(parsers);
        this.events = new EventPage(parsers);
        AllowList.Builder allow = AllowList.builder();
        allow.flag("has_more");
        this.probe = allow.build(parsers);
    }

    boolean canAsk() {
        return keys.canOpen();
    }

    /**
     * Tries each endpoint, because no key tells what it may do; names every permission that is missing at once.
     *
     * @return empty where nothing that is needed is missing
     */
    Pulled<List<Scope>> missing(Link link) {
        List<Scope> missing = new ArrayList<>();
        long bytes = 0;
        for (Scope scope : StripeManifest.manifest().asks()) {
            switch (ask(link, probeOf(scope).address(List.of(), "limit", "1"), probe, _ -> true)) {
                case Pulled.Got<Boolean> got -> bytes += got.bytes();
                case Pulled.Closed<Boolean> _ -> missing.add(scope);
                case Pulled<Boolean> other -> {
                    return other.failure();
                }
            }
        }
        return new Pulled.Got<>(missing, bytes);
    }

    /** The same for somebody who wants to know of each. */
    Pulled<List<Tried>> tried(Link link) {
        List<Tried> tried = new ArrayList<>();
        for (Scope scope : StripeManifest.manifest().asks()) {
            Pulled<Boolean> answer = ask(link, probeOf(scope).address(List.of(), "limit", "1"), probe, _ -> true);
            if (answer instanceof Pulled.Ended<Boolean>) {
                return answer.failure();
            }
            tried.add(Tried.of(scope, answer));
        }
        return new Pulled.Got<>(tried, 0);
    }

    private Endpoint probeOf(Scope scope) {
        return here(
                switch (scope.key()) {
                    case "subscription" -> StripeManifest.SUBSCRIPTIONS;
                    case "plan" -> StripeManifest.PRICES;
                    case "coupon" -> StripeManifest.COUPONS;
                    case "event" -> StripeManifest.EVENTS;
                    default -> throw new IllegalArgumentException("no endpoint tries " + scope.name());
                });
    }

    Pulled<SubscriptionPage.Found> subscriptions(Link link, IdHasher hasher, @Nullable String after) {
        List<String> query = new ArrayList<>(List.of(
                "status",
                "all",
                "limit",
                "100",
                "expand[]",
                "data.discounts",
                "expand[]",
                "data.discounts.source.coupon",
                "expand[]",
                "data.items.data.discounts"));
        return ask(
                link,
                here(StripeManifest.SUBSCRIPTIONS).address(List.of(), following(query, after)),
                subscriptions.list(),
                reading -> subscriptions.found(reading, hasher));
    }

    /** Got of nothing: it is of a test clock. */
    Pulled<Optional<SubscriptionShape.Draft>> subscription(Link link, IdHasher hasher, String id) {
        return ask(
                link,
                here(StripeManifest.SUBSCRIPTION)
                        .address(
                                List.of(id),
                                "expand[]",
                                "discounts",
                                "expand[]",
                                "discounts.source.coupon",
                                "expand[]",
                                "items.data.discounts"),
                one.list(),
                reading -> one.draft(reading, hasher));
    }

    Pulled<ItemPage.Found> items(Link link, IdHasher hasher, String subscription, @Nullable String after) {
        List<String> query =
                new ArrayList<>(List.of("subscription", subscription, "limit", "100", "expand[]", "data.discounts"));
        return ask(
                link,
                here(StripeManifest.ITEMS).address(List.of(), following(query, after)),
                items.list(),
                reading -> items.found(reading, hasher));
    }

    Pulled<List<Tier>> tiers(Link link, String price, CurrencyCode currency) {
        return ask(
                link,
                here(StripeManifest.PRICE).address(List.of(price), "expand[]", "tiers"),
                tiers.list(),
                reading -> tiers.tiers(reading, currency));
    }

    Pulled<CouponShape.Terms> coupon(Link link, String coupon) {
        return ask(
                link,
                here(StripeManifest.COUPON).address(List.of(coupon), "expand[]", "applies_to"),
                coupons.list(),
                coupons::terms);
    }

    Pulled<EventPage.Found> events(Link link, Instant since, @Nullable String after) {
        List<String> query =
                new ArrayList<>(List.of("limit", "100", "created[gte]", Long.toString(since.getEpochSecond())));
        StripeManifest.CHANGES.forEach(type -> query.addAll(List.of("types[]", type)));
        return ask(
                link,
                here(StripeManifest.EVENTS).address(List.of(), following(query, after)),
                events.list(),
                events::found);
    }

    private static String[] following(List<String> query, @Nullable String after) {
        if (after != null) {
            query.addAll(List.of("starting_after", after));
        }
        return query.toArray(String[]::new);
    }

    private Endpoint here(Endpoint declared) {
        return api.client().here(declared);
    }

    private <T> Pulled<T> ask(Link link, URI address, AllowList list, Function<Reading, T> kept) {
        Pulled<HeldSecret> key = keys.of(link);
        if (!(key instanceof Pulled.Got<HeldSecret>(HeldSecret secret, long _))) {
            return key.failure();
        }
        try {
            return ask(link, secret, address, list, kept);
        } finally {
            secret.wipe();
        }
    }

    private <T> Pulled<T> ask(Link link, HeldSecret secret, URI address, AllowList list, Function<Reading, T> kept) {
        Call call = Call.get(address, link.connection().toString()).with(sending -> sending.bearer(secret));
        VendorClient.Kept<T> reader = (reading, _) -> kept.apply(reading);
        return switch (api.client().ask(call, list, reader)) {
            case Heard.Said<T> said -> new Pulled.Got<>(said.value(), said.bytes());
            case Heard.Late<T> late -> new Pulled.Later<>(late.until(), late.why());
            case Heard.Broken<T> broken -> new Pulled.Failed<>(broken.why());
            case Heard.Turned<T> turned -> turned(link, turned);
        };
    }

    private <T> Pulled<T> turned(Link link, Heard.Turned<T> turned) {
        return switch (turned.status()) {
            case 401 -> {
                keys.drop(link);
                yield new Pulled.Ended<>(
                        Connection.State.DISCONNECTED, "Stripe does not accept the key; make a new one and paste it");
            }
            case 403 -> new Pulled.Closed<>("Stripe does not let the key read this" + named(turned));
            case 400, 404 ->
                turned.words().contains(StripeApi.MISSING)
                        ? new Pulled.Lost<>("Stripe knows the object no more")
                        : new Pulled.Failed<>("Stripe answered " + turned.status());
            default -> new Pulled.Failed<>("Stripe answered " + turned.status());
        };
    }

    private static <T> String named(Heard.Turned<T> turned) {
        String codes = turned.words().stream()
                .filter(word -> word.startsWith("rak_"))
                .sorted()
                .collect(Collectors.joining(", "));
        return codes.isEmpty() ? "" : "; it lacks " + codes;
    }
}
