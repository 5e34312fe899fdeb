package dev.mullion.telemetry.finance;

import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * What one unit of a currency is worth in the reporting currency, as somebody states it.
 *
 * @param rate above zero, in whole units of both, with at most 12 digits before the point and 12 after it
 * @param asOf of which day it is
 */
public record Rate(CurrencyCode currency, BigDecimal rate, LocalDate asOf) {

    private static final int DIGITS = 12;
    private static final Pattern FORM = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
    private static final Pattern DAY = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}");

    public Rate {
        rate = rate.signum() == 0 ? BigDecimal.ZERO : rate.stripTrailingZeros();
        if (rate.signum() <= 0 || rate.scale() > DIGITS || rate.precision() - rate.scale() > DIGITS) {
            throw new IllegalArgumentException(
                    "a rate is above zero, with at most 12 digits on each side of its point");
        }
    }

    /**
     * Reads the three as they are typed: {@code USD}, {@code 0.9213}, {@code 2026-01-31}.
     *
     * @throws IllegalArgumentException says which of them is wrong, and what was expected
     */
    public static Rate of(String currency, String rate, String asOf) {
        if (!FORM.matcher(rate).matches()) {
            throw new IllegalArgumentException("a rate is a number such as 0.9213, without an exponent or commas");
        }
        if (!DAY.matcher(asOf).matches()) {
            throw new IllegalArgumentException("the day of a rate is written as 2026-01-31");
        }
        try {
            return new Rate(new CurrencyCode(currency), new BigDecimal(rate), LocalDate.parse(asOf));
        } catch (DateTimeException noSuchDay) {
            throw new IllegalArgumentException("the day of a rate is one of the calendar", noSuchDay);
        }
    }

    /** Such as {@code USD 0.9213 (2026-01-31)}. */
    @Override
    public String toString() {
        return currency + " " + rate.toPlainString() + " (" + asOf + ")";
    }
}
