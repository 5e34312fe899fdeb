package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.Price.Tier;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tiers of one price. No list of subscriptions can carry them: they stand a level deeper than Stripe expands. */
final class TierReading {

    private static final int MOST = 200;

    private final AllowList list;
    private final Slot<List<Reading>> tiers;
    private final Slot<Integer> upTo;
    private final Slot<BigDecimal> unit;
    private final Slot<BigDecimal> exactUnit;
    private final Slot<BigDecimal> flat;
    private final Slot<BigDecimal> exactFlat;

    TierReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder each = allow.element("tiers");
        upTo = each.count("up_to");
        unit = each.decimal("unit_amount");
        exactUnit = each.decimal("unit_amount_decimal");
        flat = each.decimal("flat_amount");
        exactFlat = each.decimal("flat_amount_decimal");
        tiers = allow.each("tiers", MOST, Excess.REFUSED, each);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /** Empty where it has none. */
    List<Tier> tiers(Reading reading, CurrencyCode currency) {
        return Objects.requireNonNullElse(reading.get(tiers), List.<Reading>of()).stream()
                .map(one -> tier(one, currency))
                .toList();
    }

    private Tier tier(Reading reading, CurrencyCode currency) {
        Integer last = reading.get(upTo);
        return new Tier(
                last == null ? null : last.longValue(),
                amount(reading.get(exactUnit), reading.get(unit), currency),
                amount(reading.get(exactFlat), reading.get(flat), currency));
    }

    private static BigDecimal amount(@Nullable BigDecimal exact, @Nullable BigDecimal whole, CurrencyCode currency) {
        BigDecimal minor = exact == null ? whole : exact;
        return minor == null ? BigDecimal.ZERO : StripeAmounts.amount(minor, currency);
    }
}
