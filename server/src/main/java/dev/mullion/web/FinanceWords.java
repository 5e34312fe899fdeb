package dev.mullion.web;

import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Money, days and suppliers as people read them. */
final class FinanceWords {

    private static final String OTHERS = "Other suppliers";

    private FinanceWords() {}

    /** Without its currency. */
    static String number(Wording wording, Money money) {
        NumberFormat format = NumberFormat.getNumberInstance(wording.locale());
        format.setMinimumFractionDigits(money.currency().digits());
        format.setMaximumFractionDigits(money.currency().digits());
        return format.format(money.amount());
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
