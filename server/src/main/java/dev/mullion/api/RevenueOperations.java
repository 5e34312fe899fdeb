package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.Seals.Listing;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.telemetry.views.BridgeView;
import dev.mullion.telemetry.views.MovementView;
import dev.mullion.telemetry.views.MrrView;
import dev.mullion.telemetry.views.SubscriptionView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Monthly recurring revenue, how it moved, and the subscriptions that it is computed from. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/finance")
class RevenueOperations {

    private static final String READ = "finance:read";
    private static final Duration USUAL = Duration.ofDays(30);

    private final Revenue revenue;
    private final Aliases aliases;
    private final Seals seals;
    private final Replies replies;
    private final Clock clock;

    RevenueOperations(Revenue revenue, Aliases aliases, Seals seals, Replies replies, Clock clock) {
        this.revenue = revenue;
        this.aliases = aliases;
        this.seals = seals;
        this.replies = replies;
        this.clock = clock;
    }

    @Needs(
            value = READ,
            query = {"at", "mode"})
    @GetMapping("/mrr")
    ResponseEntity<byte[]> mrr(Call call) {
        Instant at = Objects.requireNonNullElseGet(call.query().instant("at"), this::now);
        boolean live = isLive(call);
        return call.within(_ -> replies.ok(MrrView.of(revenue.mrr(at, live))));
    }

    /** Of the last 30 days, where no others are asked for. What ends before it begins is empty. */
    @Needs(
            value = READ,
            query = {"from", "until", "mode"})
    @GetMapping("/mrr/bridge")
    ResponseEntity<byte[]> bridge(Call call) {
        Instant until = Objects.requireNonNullElseGet(call.query().instant("until"), this::now);
        Instant asked = Objects.requireNonNullElseGet(call.query().instant("from"), () -> until.minus(USUAL));
        Instant from = asked.isAfter(until) ? until : asked;
        boolean live = isLive(call);
        return call.within(_ -> {
            Bridge bridge = revenue.bridge(from, until, live);
            return replies.ok(BridgeView.of(bridge, called(bridge.movements(), Bridge.Movement::customer)));
        });
    }

    /**
     * The movements behind a bridge, the largest first. What is now when the first page is asked for is now for all
     * that follow it.
     */
    @Needs(
            value = READ,
            query = {"from", "until", "mode", "currency", "kind", "limit", "cursor"})
    @GetMapping("/mrr/movements")
    ResponseEntity<byte[]> movements(Call call) {
        Instant until = Objects.requireNonNullElseGet(call.query().instant("until"), this::now);
        Instant asked = Objects.requireNonNullElseGet(call.query().instant("from"), () -> until.minus(USUAL));
        boolean live = isLive(call);
        Bridge.Which which = new Bridge.Which(currency(call), call.query().word("kind", Bridge.Kind.class));
        int limit = call.query().limit();
        return call.within(_ -> {
            Listing listing = new Listing("movements", call.query().filter());
            Span span = Span.of(seals.open(listing, call.query().cursor()), asked, until);
            Bridge.Part found = revenue.movements(span.from(), span.until(), live, which, span.skipped(), limit);
            long next = span.skipped() + found.movements().size();
            Map<IdHash, String> called = called(found.movements(), Bridge.Movement::customer);
            return replies.page(
                    call,
                    listing,
                    new Found<>(found.movements(), next < found.all() ? span.place(next) : null, limit),
                    movement -> MovementView.of(movement, called));
        });
    }

    /** Between which moments, and how many movements the pages before had. */
    private record Span(Instant from, Instant until, long skipped) {

        static Span of(@Nullable String place, Instant from, Instant until) {
            if (place == null) {
                return new Span(from.isAfter(until) ? until : from, until, 0);
            }
            String[] parts = place.split(" ", 3);
            return new Span(Instant.parse(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]));
        }

        String place(long next) {
            return from + " " + until + " " + next;
        }
    }

    @Needs(
            value = READ,
            query = {"at", "mode", "currency", "counted", "limit", "cursor"})
    @GetMapping("/subscriptions")
    ResponseEntity<byte[]> subscriptions(Call call) {
        Instant at = Objects.requireNonNullElseGet(call.query().instant("at"), this::now);
        boolean live = isLive(call);
        Revenue.Which which = new Revenue.Which(currency(call), call.query().word("counted", Revenue.Standing.class));
        int limit = call.query().limit();
        return call.within(_ -> {
            Listing listing = new Listing("subscriptions", call.query().filter());
            String place = seals.open(listing, call.query().cursor());
            List<Revenue.Entry> found =
                    revenue.subscriptions(at, live, which, place == null ? null : new SubscriptionId(place), limit + 1);
            Map<IdHash, String> called =
                    called(found, entry -> entry.version().said().customer());
            return replies.page(
                    call,
                    listing,
                    Found.of(found, limit, last -> last.version().said().id().value()),
                    entry -> SubscriptionView.of(entry, called));
        });
    }

    private <T> Map<IdHash, String> called(List<T> rows, Function<T, @Nullable IdHash> customer) {
        return aliases.of(rows.stream().map(customer).toList());
    }

    private static @Nullable CurrencyCode currency(Call call) {
        String said = call.query().matching("currency", "[A-Z]{3}", "three letters A to Z");
        return said == null || !said.matches("[A-Z]{3}") ? null : new CurrencyCode(said);
    }

    private static boolean isLive(Call call) {
        return !"test".equals(call.query().matching("mode", "live|test", "live or test"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
