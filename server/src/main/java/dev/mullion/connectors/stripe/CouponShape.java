package dev.mullion.connectors.stripe;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.Discount.Length;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a coupon takes off. Its name is never read, and its id, which sellers choose, is kept as a hash. */
final class CouponShape {

    private static final int MOST_PRODUCTS = 200;

    private final Slot<String> id;
    private final Slot<BigDecimal> percentOff;
    private final Slot<BigDecimal> amountOff;
    private final Slot<String> currency;
    private final Slot<Length> duration;
    private final Slot<List<Reading>> products;
    private final Slot<String> product;

    CouponShape(AllowList.Builder allow) {
        id = allow.text("id", Kind.ID_HASH, 255);
        percentOff = allow.decimal("percent_off");
        amountOff = allow.decimal("amount_off");
        currency = allow.text("currency", Kind.STAGE, 8);
        duration = allow.stage("duration", Length.class, Length.UNKNOWN);
        AllowList.Builder each = allow.element("applies_to.products");
        product = each.text("id", Kind.ID_HASH, 255);
        products = allow.eachOrItsId("applies_to.products", MOST_PRODUCTS, Excess.REFUSED, each, product);
    }

    Slot<String> id() {
        return id;
    }

    /**
     * @param amountOff in Stripe's minor units
     * @param products of these alone; empty: of all
     */
    record Terms(
            @Nullable BigDecimal percentOff,
            @Nullable BigDecimal amountOff,
            @Nullable CurrencyCode currency,
            Length length,
            List<String> products) {

        static final Terms UNKNOWN = new Terms(null, null, null, Length.UNKNOWN, List.of());

        Terms {
            products = List.copyOf(products);
        }
    }

    Terms terms(Reading reading) {
        List<Reading> only = reading.get(products);
        return new Terms(
                reading.get(percentOff),
                reading.get(amountOff),
                Currencies.of(reading.get(currency)),
                Objects.requireNonNullElse(reading.get(duration), Length.UNKNOWN),
                only == null
                        ? List.of()
                        : only.stream().map(one -> one.require(product)).toList());
    }
}
