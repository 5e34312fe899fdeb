package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.RevenueView.BridgeView;
import dev.mullion.api.RevenueView.MrrView;
import dev.mullion.api.RevenueView.SubscriptionView;
import dev.mullion.api.Seals.Listing;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.revenue.Revenue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
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
    private final Seals seals;
    private final Replies replies;
    private final Clock clock;

    RevenueOperations(Revenue revenue, Seals seals, Replies replies, Clock clock) {
        this.revenue = revenue;
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
        return call.within(_ -> replies.ok(BridgeView.of(revenue.bridge(from, until, live))));
    }

    @Needs(
            value = READ,
            query = {"at", "mode", "limit", "cursor"})
    @GetMapping("/subscriptions")
    ResponseEntity<byte[]> subscriptions(Call call) {
        Instant at = Objects.requireNonNullElseGet(call.query().instant("at"), this::now);
        boolean live = isLive(call);
        int limit = call.query().limit();
        return call.within(_ -> {
            Listing listing = new Listing("subscriptions", call.query().filter());
            String place = seals.open(listing, call.query().cursor());
            List<Revenue.Entry> found =
                    revenue.subscriptions(at, live, place == null ? null : new SubscriptionId(place), limit + 1);
            return replies.page(
                    call,
                    listing,
                    Found.of(found, limit, last -> last.version().said().id().value()),
                    SubscriptionView::of);
        });
    }

    private static boolean isLive(Call call) {
        return !"test".equals(call.query().matching("mode", "live|test", "live or test"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
