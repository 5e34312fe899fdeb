package dev.mullion.telemetry.money;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * How many decimals a vendor's minor units have. Each vendor has a table of its own: they differ from each other, from
 * ISO 4217 and from {@link java.util.Currency}, and a wrong one is wrong a hundredfold.
 */
public final class Exponents {

    private final Set<String> whole;
    private final Set<String> three;

    private Exponents(Set<String> whole, Set<String> three) {
        this.whole = whole;
        this.three = three;
    }

    /** A vendor that counts every currency in hundredths, but these. */
    public static Exponents hundredthsBut(Set<String> whole, Set<String> three) {
        return new Exponents(Set.copyOf(whole), Set.copyOf(three));
    }

    public int digits(CurrencyCode currency) {
        if (whole.contains(currency.code())) {
            return 0;
        }
        return three.contains(currency.code()) ? 3 : 2;
    }

    /** An amount in the vendor's minor units, which may have decimals, in whole units of the currency. */
    public BigDecimal amount(BigDecimal vendorMinor, CurrencyCode currency) {
        return vendorMinor.movePointLeft(digits(currency));
    }

    /** An amount in the vendor's minor units; empty beyond 2^63 of the units that are kept. */
    public Optional<Money> money(long vendorMinor, CurrencyCode currency) {
        return Money.exact(BigDecimal.valueOf(vendorMinor, digits(currency)), currency);
    }
}
