package dev.mullion.telemetry.revenue;

import dev.mullion.telemetry.Price;
import dev.mullion.telemetry.Price.Tier;
import dev.mullion.telemetry.SubscriptionItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one item is worth a month before discounts, in whole units of its currency: rules 2 to 4 of the definition. */
sealed interface Monthly {

    /**
     * What is counted.
     *
     * @param amount a month
     * @param perMonth how many of its cycles a month has
     */
    record Counted(Fraction amount, Fraction perMonth) implements Monthly {}

    record Left(Remark why) implements Monthly {}

    static Monthly of(SubscriptionItem item) {
        Price price = item.price();
        Price.Cycle cycle = price.cycle();
        if (cycle == null || price.usage() == Price.Usage.NONE) {
            return new Left(Remark.ONE_TIME);
        }
        if (price.usage() == Price.Usage.METERED) {
            return new Left(Remark.METERED);
        }
        if (price.isCustom()) {
            return new Left(Remark.CHOSEN_AMOUNT);
        }
        Fraction perMonth = perMonth(cycle);
        long quantity = quantity(item);
        if (price.tiersMode() == null) {
            BigDecimal unit = price.unit();
            return unit == null
                    ? new Left(Remark.NO_AMOUNT)
                    : new Counted(
                            Fraction.of(unit).times(Fraction.of(quantity, 1)).times(perMonth), perMonth);
        }
        Fraction tiered = tiered(price, quantity);
        return tiered == null ? new Left(Remark.TIERS_UNKNOWN) : new Counted(tiered.times(perMonth), perMonth);
    }

    /** A licensed item without a quantity is one. */
    private static long quantity(SubscriptionItem item) {
        long stated = Objects.requireNonNullElse(item.quantity(), 1L);
        Price.Transform transform = item.price().transform();
        if (transform == null) {
            return stated;
        }
        return transform.isUp()
                ? Math.ceilDiv(stated, transform.divideBy())
                : Math.floorDiv(stated, transform.divideBy());
    }

    private static Fraction perMonth(Price.Cycle cycle) {
        return switch (cycle.unit()) {
            case MONTH -> Fraction.of(1, cycle.count());
            case YEAR -> Fraction.of(1, 12L * cycle.count());
            case WEEK -> Fraction.of(52, 12L * cycle.count());
            case DAY -> Fraction.of(365, 12L * cycle.count());
        };
    }

    private static @Nullable Fraction tiered(Price price, long quantity) {
        List<Tier> tiers = price.tiers();
        if (tiers.isEmpty() || price.tiersMode() == null) {
            return null;
        }
        return switch (price.tiersMode()) {
            case GRADUATED -> graduated(tiers, quantity);
            case VOLUME -> volume(tiers, quantity);
        };
    }

    /** Each tier is filled in turn; the flat amount of each that is reached is added. The first is always reached. */
    private static @Nullable Fraction graduated(List<Tier> tiers, long quantity) {
        Fraction sum = Fraction.ZERO;
        long filled = 0;
        for (Tier tier : tiers) {
            long end = Objects.requireNonNullElse(tier.upTo(), Long.MAX_VALUE);
            long here = Math.max(0, Math.min(quantity, end) - filled);
            sum = sum.plus(Fraction.of(tier.flat()))
                    .plus(Fraction.of(tier.unit()).times(Fraction.of(here, 1)));
            filled += here;
            if (quantity <= end) {
                return sum;
            }
        }
        return null;
    }

    private static @Nullable Fraction volume(List<Tier> tiers, long quantity) {
        return tiers.stream()
                .filter(tier -> tier.upTo() == null || quantity <= tier.upTo())
                .findFirst()
                .map(tier ->
                        Fraction.of(tier.flat()).plus(Fraction.of(tier.unit()).times(Fraction.of(quantity, 1))))
                .orElse(null);
    }
}
