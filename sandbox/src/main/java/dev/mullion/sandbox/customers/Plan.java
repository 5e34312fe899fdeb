package dev.mullion.sandbox.customers;

import java.math.BigDecimal;
import java.util.Locale;

/** What the synthetic company sells, by the seat. */
public enum Plan {
    TEAM("eur", 4_900, 2, 1),
    TEAM_QUARTER("eur", 13_200, 2, 3),
    BUSINESS("eur", 8_900, 2, 1),
    BUSINESS_YEAR("eur", 89_000, 2, 12),
    /** A currency without a smaller unit. */
    BUSINESS_YEN("jpy", 12_000, 0, 1),
    /** Stripe goes on counting ISK in hundredths, which nobody can pay. */
    BUSINESS_KRONA("isk", 990_000, 2, 1);

    private final String currency;
    private final long unit;
    private final int decimals;
    private final int months;

    Plan(String currency, long unit, int decimals, int months) {
        this.currency = currency;
        this.unit = unit;
        this.decimals = decimals;
        this.months = months;
    }

    public String id() {
        return "price_" + name().toLowerCase(Locale.ROOT);
    }

    /** In lower case, as Stripe writes it. */
    public String currency() {
        return currency;
    }

    /** A seat for one cycle, in what Stripe counts in. */
    public long unit() {
        return unit;
    }

    /** How long a cycle is. */
    public int months() {
        return months;
    }

    /** So many seats for one cycle, in whole units of the currency. */
    public BigDecimal amount(int seats) {
        return BigDecimal.valueOf(unit, decimals).multiply(BigDecimal.valueOf(seats));
    }
}
