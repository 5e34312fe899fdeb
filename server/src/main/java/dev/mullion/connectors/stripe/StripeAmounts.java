package dev.mullion.connectors.stripe;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Exponents;
import java.math.BigDecimal;
import java.util.Set;

/**
 * How Stripe counts: docs.stripe.com/currencies, "Zero-decimal currencies", "Three-decimal currencies" and "Special
 * cases". ISK and UGX have no decimals any more and are sent with two all the same; HUF and TWD have two but for
 * payouts, which are not read.
 */
final class StripeAmounts {

    static final Exponents EXPONENTS = Exponents.hundredthsBut(
            Set.of(
                    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF",
                    "XPF"),
            Set.of("BHD", "JOD", "KWD", "OMR", "TND"));

    private StripeAmounts() {}

    /** In whole units of the currency. */
    static BigDecimal amount(BigDecimal minor, CurrencyCode currency) {
        return EXPONENTS.amount(minor, currency);
    }
}
