package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.Seals.Listing;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.ingest.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The receipts of what vendors sent: counts and outcomes, never content. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/deliveries")
class DeliveryOperations {

    private static final String READ = "settings:read";

    private final Receipts receipts;
    private final Clock clock;
    private final Seals seals;
    private final Replies replies;

    DeliveryOperations(Receipts receipts, Clock clock, Seals seals, Replies replies) {
        this.receipts = receipts;
        this.clock = clock;
        this.seals = seals;
        this.replies = replies;
    }

    /** One verified delivery. */
    record DeliveryView(
            String id,
            String connection,
            String event,
            String action,
            String outcome,
            @Nullable String faultPath,
            int bytesRead,
            int bytesKept,
            Instant receivedAt) {

        static DeliveryView of(Receipts.Entry entry) {
            return new DeliveryView(
                    "del_" + entry.id(),
                    entry.connection().toString(),
                    entry.event(),
                    entry.action(),
                    entry.outcome().word(),
                    entry.faultPath(),
                    entry.bytesRead(),
                    entry.bytesKept(),
                    entry.receivedAt());
        }
    }

    /** The sum of one hour for one connection and outcome. */
    record HourView(Instant hour, String connection, String outcome, long deliveries, long bytesRead, long bytesKept) {

        static HourView of(Receipts.HourSum sum) {
            return new HourView(
                    sum.hour(),
                    sum.connection().toString(),
                    sum.outcome().word(),
                    sum.deliveries(),
                    sum.bytesRead(),
                    sum.bytesKept());
        }
    }

    /** The newest hour first. */
    record HoursView(int hours, List<HourView> items) {}

    @Needs(
            value = READ,
            query = {"connection", "limit", "cursor"})
    @GetMapping
    ResponseEntity<byte[]> newest(Call call) {
        ConnectionId connection = call.query().connection();
        int limit = call.query().limit();
        return call.within(_ -> {
            Listing listing = new Listing("deliveries", call.query().filter());
            Receipts.Cursor after = cursor(seals.open(listing, call.query().cursor()));
            List<Receipts.Entry> found = receipts.newest(connection, after, limit + 1);
            return replies.page(call, listing, Found.of(found, limit, DeliveryOperations::place), DeliveryView::of);
        });
    }

    @Needs(
            value = READ,
            query = {"connection", "hours"})
    @GetMapping("/hours")
    ResponseEntity<byte[]> hours(Call call) {
        ConnectionId connection = call.query().connection();
        int hours = call.query().number("hours", 1, 720, 24);
        return call.within(_ -> replies.ok(new HoursView(
                hours,
                receipts.hours(connection, clock.instant().minus(Duration.ofHours(hours))).stream()
                        .map(HourView::of)
                        .toList())));
    }

    private static String place(Receipts.Entry last) {
        return last.receivedAt() + " " + last.id();
    }

    private static Receipts.@Nullable Cursor cursor(@Nullable String place) {
        if (place == null) {
            return null;
        }
        int blank = place.indexOf(' ');
        return new Receipts.Cursor(
                Instant.parse(place.substring(0, blank)), UUID.fromString(place.substring(blank + 1)));
    }
}
