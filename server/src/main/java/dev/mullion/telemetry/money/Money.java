package dev.mullion.telemetry.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An amount of one currency, which may be negative.
 *
 * @param minor in units of {@link CurrencyCode#digits()} decimals, whatever the vendor counts in
 */
public record Money(long minor, CurrencyCode currency) {

    public static Money zero(CurrencyCode currency) {
        return new Money(0, currency);
    }

    /** The amount in whole units of the currency ({@code 12.34}); empty where it is finer or larger than is kept. */
    public static Optional<Money> exact(BigDecimal amount, CurrencyCode currency) {
        try {
            return Optional.of(
                    new Money(amount.movePointRight(currency.digits()).longValueExact(), currency));
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    /**
     * The nearest amount that can be kept, the half away from zero.
     *
     * @throws ArithmeticException beyond 2^63 minor units
     */
    public static Money rounded(BigDecimal amount, CurrencyCode currency) {
        BigDecimal minor = amount.movePointRight(currency.digits()).setScale(0, RoundingMode.HALF_UP);
        return new Money(minor.longValueExact(), currency);
    }

    /** In whole units of the currency, with all its decimals. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, currency.digits());
    }

    /**
     * The sum.
     *
     * @throws IllegalArgumentException for another currency: nothing is converted
     * @throws ArithmeticException beyond 2^63 minor units
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "sums are of one currency, not of " + currency + " and " + other.currency);
        }
        return other;
    }

    /** Such as {@code 12.34 EUR}. */
    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency;
    }
}
