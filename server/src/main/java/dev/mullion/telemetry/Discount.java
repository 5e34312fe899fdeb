package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is taken off. A percentage, or an amount of one currency, or neither where the vendor does not tell any more.
 *
 * @param coupon sellers choose such ids, so it is hashed; null where none is named
 * @param amountOff in whole units of the currency
 * @param endsAt null where nothing ends it
 * @param products of these alone; empty: of all
 */
public record Discount(
        @Nullable IdHash coupon,
        @Nullable BigDecimal percentOff,
        @Nullable BigDecimal amountOff,
        @Nullable CurrencyCode currency,
        Length length,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        List<IdHash> products) {

    static final int WIDTH = 16 + 2 * 12 + 3 + 4 + 2 * 8;

    public Discount {
        products = List.copyOf(products);
        percentOff = Price.plain(percentOff);
        amountOff = Price.plain(amountOff);
    }

    /** For how long. */
    public enum Length {
        ONCE,
        REPEATING,
        FOREVER,
        UNKNOWN
    }
}
