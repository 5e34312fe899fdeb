package dev.mullion.connectors.stripe;

import dev.mullion.Attack;
import dev.mullion.connectors.projection.HostileReading;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.money.CurrencyCode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

@Attack("reliability-35")
class AnyStripeBytesTest {

    private static final IdHasher HASHER = (kind, id) -> new IdHash(new UUID(kind.hashCode(), Arrays.hashCode(id)));
    private static final List<HostileReading> READINGS = readings(new Parsers(List.of()));

    private static List<HostileReading> readings(Parsers parsers) {
        SubscriptionPage page = new SubscriptionPage(parsers);
        OneSubscription one = new OneSubscription(parsers);
        EventPage events = new EventPage(parsers);
        ItemPage items = new ItemPage(parsers);
        CouponReading coupon = new CouponReading(parsers);
        TierReading tiers = new TierReading(parsers);
        return List.of(
                new HostileReading("a page of subscriptions", page.list(), body -> page.found(body, HASHER)),
                new HostileReading("a subscription", one.list(), body -> one.draft(body, HASHER)),
                new HostileReading("a page of events", events.list(), events::found),
                new HostileReading("a page of items", items.list(), body -> items.found(body, HASHER)),
                new HostileReading("a coupon", coupon.list(), coupon::terms),
                new HostileReading("tiers", tiers.list(), body -> tiers.tiers(body, new CurrencyCode("USD"))));
    }

    @Provide
    Arbitrary<HostileReading> readings() {
        return Arbitraries.of(READINGS);
    }

    @Property(tries = 6_000)
    void whatIsWrongAnywhereIsKeptOrRefusedAndNeverThrows(
            @ForAll @From("readings") HostileReading reading, @ForAll Random random) {
        byte[] body = reading.hostile(random);

        reading.survives(body);
        StripeNotice.read(body, body.length);
    }

    @Property(tries = 1_000)
    void bytesOfAnyKindAreRefused(
            @ForAll @From("readings") HostileReading reading, @ForAll @Size(max = 200) byte[] body) {
        reading.survives(body);
        StripeNotice.read(body, body.length);
    }
}
