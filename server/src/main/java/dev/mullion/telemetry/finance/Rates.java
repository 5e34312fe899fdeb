package dev.mullion.telemetry.finance;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * At what a workspace converts sums of several currencies into one. Nobody else's rates are ever taken.
 *
 * @param reporting the currency that is converted into; it has no rate
 * @param rates 1 to {@link #MOST}, by currency
 */
public record Rates(CurrencyCode reporting, List<Rate> rates) {

    public static final int MOST = 40;

    /** @throws IllegalArgumentException where there are none, too many, or two of a currency */
    public Rates {
        rates = rates.stream().sorted(Comparator.comparing(Rate::currency)).toList();
        if (rates.isEmpty() || rates.size() > MOST) {
            throw new IllegalArgumentException("there are 1 to " + MOST + " rates, were " + rates.size());
        }
        Set<CurrencyCode> seen = new TreeSet<>(Set.of(reporting));
        for (Rate rate : rates) {
            if (!seen.add(rate.currency())) {
                throw new IllegalArgumentException("each currency has one rate, and " + reporting
                        + ", which is converted into, has none; " + rate.currency() + " has one too many");
            }
        }
    }

    /**
     * One sum of several currencies.
     *
     * @param amount in whole units, with as many decimals as the currency has
     * @param without the currencies of which nothing is in it, because they have no rate
     */
    public record Converted(CurrencyCode currency, BigDecimal amount, List<CurrencyCode> without) {
        public Converted {
            without = List.copyOf(without);
        }
    }

    /**
     * The sum of these, converted: each is multiplied exactly, all are added exactly, and only the end is rounded, half
     * to even, to the decimals of the reporting currency. So it does not matter into how many sums the same money is
     * split, or in which order they are added.
     */
    public Converted convert(Collection<Money> sums) {
        Map<CurrencyCode, BigDecimal> known = rates.stream().collect(Collectors.toMap(Rate::currency, Rate::rate));
        BigDecimal all = BigDecimal.ZERO;
        Set<CurrencyCode> without = new TreeSet<>();
        for (Money sum : sums) {
            BigDecimal rate = sum.currency().equals(reporting) ? BigDecimal.ONE : known.get(sum.currency());
            if (rate != null) {
                all = all.add(sum.amount().multiply(rate));
            } else if (sum.minor() != 0) {
                without.add(sum.currency());
            }
        }
        return new Converted(
                reporting, all.setScale(reporting.digits(), RoundingMode.HALF_EVEN), new ArrayList<>(without));
    }

    /** The day of the oldest rate. */
    public LocalDate oldest() {
        return day(Comparator.naturalOrder());
    }

    /** The day of the newest rate. */
    public LocalDate newest() {
        return day(Comparator.reverseOrder());
    }

    private LocalDate day(Comparator<LocalDate> order) {
        return rates.stream().map(Rate::asOf).min(order).orElseThrow();
    }

    /** Sums of the same currency together, in the order of their currencies. */
    public static List<Money> byCurrency(Collection<Money> sums) {
        return sums.stream()
                .collect(Collectors.toMap(Money::currency, Function.identity(), Money::plus, java.util.TreeMap::new))
                .values()
                .stream()
                .toList();
    }
}
