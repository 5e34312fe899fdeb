package dev.mullion.telemetry.views;

import dev.mullion.telemetry.finance.Spend;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A bill or a supplier's credit note. */
public record SpendEntryView(
        String connection,
        String entry,
        String kind,
        @Nullable String counterpartyHash,
        @Nullable String vendor,
        LocalDate issuedOn,
        String currency,
        String amount) {

    public static SpendEntryView of(Spend.Entry entry) {
        return new SpendEntryView(
                Words.connection(entry.id().source()),
                entry.id().id(),
                entry.isCredit() ? "credit_note" : "bill",
                entry.counterparty() == null ? null : entry.counterparty().brief(),
                Words.of(entry.vendor()),
                entry.issuedOn(),
                entry.amount().currency().code(),
                Words.of(entry.amount()));
    }
}
