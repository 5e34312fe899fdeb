package dev.mullion.web;

import dev.mullion.telemetry.Invoice;
import dev.mullion.telemetry.Payment;
import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Rate;
import dev.mullion.telemetry.finance.Rates;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.telemetry.vendors.Vendor;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Money, days and suppliers as people read them. */
final class FinanceWords {

    private static final String OTHERS = "Other suppliers";

    private FinanceWords() {}

    /** Without its currency. */
    static String number(Wording wording, Money money) {
        return number(wording, money.amount(), money.currency());
    }

    private static String number(Wording wording, BigDecimal amount, CurrencyCode currency) {
        NumberFormat format = NumberFormat.getNumberInstance(wording.locale());
        format.setMinimumFractionDigits(currency.digits());
        format.setMaximumFractionDigits(currency.digits());
        return format.format(amount);
    }

    static String money(Wording wording, Rates.Converted converted) {
        return number(wording, converted.amount(), converted.currency()) + "\u00a0" + converted.currency();
    }

    /** Such as "1 USD = 0.9213 EUR (31 Jan 2026)". */
    static String rate(Wording wording, Rates rates, Rate rate) {
        return "1\u00a0" + rate.currency() + " = " + rate.rate().toPlainString() + "\u00a0" + rates.reporting() + " ("
                + day(wording, rate.asOf()) + ")";
    }

    /** Such as "converted at your rates of 31 Jan 2026", or of the first and the last of several days. */
    static String converted(Wording wording, Rates rates) {
        String newest = day(wording, rates.newest());
        return "converted at your rates of "
                + (rates.oldest().equals(rates.newest()) ? newest : day(wording, rates.oldest()) + " to " + newest);
    }

    static String money(Wording wording, Money money) {
        return number(wording, money) + "\u00a0" + money.currency();
    }

    /** Sums of several currencies, which nothing adds up. */
    static String money(Wording wording, Collection<Money> sums) {
        return sums.stream().map(sum -> money(wording, sum)).collect(Collectors.joining(", "));
    }

    static String day(Wording wording, LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMM uuuu", wording.locale()).format(day);
    }

    static String supplier(@Nullable Vendor vendor) {
        return vendor == null ? OTHERS : vendor.name();
    }

    static Tone tone(Lateness late) {
        return switch (late) {
            case CURRENT, DAYS_1_30 -> Tone.QUIET;
            case DAYS_31_60, DAYS_61_90 -> Tone.WAITS;
            case OVER_90 -> Tone.REFUSED;
        };
    }

    static String words(Age age) {
        if (age.equals(Age.ANY)) {
            return "Open invoices";
        }
        return Arrays.stream(Lateness.values())
                .filter(late -> late.age().equals(age))
                .findFirst()
                .map(FinanceWords::words)
                .orElse("Late invoices");
    }

    /** As it stands in an address: {@code not-counted}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words(Invoice.State state) {
        return switch (state) {
            case DRAFT -> "Draft";
            case SUBMITTED -> "Not approved yet";
            case OPEN -> "Open";
            case PAID -> "Paid";
            case VOIDED -> "Voided";
            case DELETED -> "Deleted";
        };
    }

    static String words(Payment payment) {
        return switch (payment.state()) {
            case MADE -> payment.direction() == Payment.Direction.RECEIVED ? "Received" : "Paid";
            case DELETED -> "Deleted";
        };
    }

    static String words(Subscription.Status status) {
        return switch (status) {
            case ACTIVE -> "Active";
            case PAST_DUE -> "Past due";
            case TRIALING -> "In trial";
            case INCOMPLETE -> "Incomplete";
            case INCOMPLETE_EXPIRED -> "Never paid";
            case UNPAID -> "Unpaid";
            case CANCELED -> "Cancelled";
            case PAUSED -> "Paused";
        };
    }

    static String words(Revenue.Standing standing) {
        return switch (standing) {
            case COUNTED -> "Counted";
            case TRIAL -> "In trial, apart";
            case PAUSED -> "Not collected, apart";
            case NOT_COUNTED -> "Not counted";
        };
    }

    static String words(Bridge.Kind kind) {
        return switch (kind) {
            case NEW -> "New";
            case REACTIVATION -> "Came back";
            case EXPANSION -> "Expansion";
            case CONTRACTION -> "Contraction";
            case CHURN -> "Churn";
        };
    }

    static String words(Lateness late) {
        return switch (late) {
            case CURRENT -> "Not due yet";
            case DAYS_1_30 -> "1 to 30 days late";
            case DAYS_31_60 -> "31 to 60 days late";
            case DAYS_61_90 -> "61 to 90 days late";
            case OVER_90 -> "Over 90 days late";
        };
    }
}
