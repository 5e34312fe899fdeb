package dev.mullion.telemetry.revenue;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Exact sums by currency, each rounded once at its end. For one thread. */
final class Sums {

    private final SortedMap<CurrencyCode, Fraction> sums = new TreeMap<>();

    void add(Map<CurrencyCode, Fraction> amounts) {
        amounts.forEach((currency, amount) -> sums.merge(currency, amount, Fraction::plus));
    }

    Set<CurrencyCode> currencies() {
        return sums.keySet();
    }

    Money of(CurrencyCode currency) {
        return rounded(sums.getOrDefault(currency, Fraction.ZERO), currency);
    }

    static Money rounded(Fraction exact, CurrencyCode currency) {
        return Money.rounded(exact.rounded(currency.digits()), currency);
    }
}
