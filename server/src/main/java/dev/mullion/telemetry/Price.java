package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an item costs. Amounts are in whole units of the currency, with all decimals of the vendor's.
 *
 * @param id of the vendor's price; sellers may choose such ids, so it is hashed
 * @param cycle null for what is paid once
 * @param unit null where the vendor states no amount of one unit
 * @param isCustom whether the customer chooses the amount
 * @param tiersMode null for a price without tiers
 * @param tiers in their order; empty as well where they could not be read
 * @param transform null where the quantity counts as it is
 * @param isTaxInclusive whether tax is in the amount, of which the rate is not known
 */
public record Price(
        IdHash id,
        @Nullable IdHash product,
        CurrencyCode currency,
        Usage usage,
        @Nullable Cycle cycle,
        @Nullable BigDecimal unit,
        boolean isCustom,
        @Nullable TiersMode tiersMode,
        List<Tier> tiers,
        @Nullable Transform transform,
        boolean isTaxInclusive) {

    public Price {
        tiers = List.copyOf(tiers);
        unit = plain(unit);
    }

    /** What decides how much is paid. */
    public enum Usage {
        LICENSED,
        METERED,
        /** Paid once. */
        NONE
    }

    /** A unit of time in which payments recur. */
    public enum Unit {
        DAY,
        WEEK,
        MONTH,
        YEAR
    }

    /** How often is paid: every so many units. */
    public record Cycle(Unit unit, int count) {
        public Cycle {
            if (count < 1) {
                throw new IllegalArgumentException("a cycle is at least one " + unit + ", was " + count);
            }
        }
    }

    /** How tiers make a price. */
    public enum TiersMode {
        /** Each unit costs what its own tier says. */
        GRADUATED,
        /** All units cost what the tier of the whole quantity says. */
        VOLUME
    }

    /**
     * One tier.
     *
     * @param upTo its last unit; null for the tier that has no end
     */
    public record Tier(@Nullable Long upTo, BigDecimal unit, BigDecimal flat) {
        public Tier {
            unit = scaled(unit);
            flat = scaled(flat);
        }
    }

    /** A quantity counts by packages of so many, and a broken one as a whole one or as none. */
    public record Transform(long divideBy, boolean isUp) {
        public Transform {
            if (divideBy < 1) {
                throw new IllegalArgumentException("a package has at least one unit, was " + divideBy);
            }
        }
    }

    /** Equal amounts are equal whatever zeros they are written with. */
    static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : scaled(amount);
    }

    private static BigDecimal scaled(BigDecimal amount) {
        return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    int bytesKept() {
        return 2 * 16 + 3 + 3 * 4 + 12 + 3 + 12 + tiers.size() * 24;
    }
}
