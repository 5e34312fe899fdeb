package dev.mullion.telemetry.views;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.finance.Receivables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An invoice of which something is owed. */
public record OpenInvoiceView(
        String connection,
        String invoice,
        @Nullable String customerHash,
        @Nullable String alias,
        LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        long daysLate,
        String currency,
        String total,
        String paid,
        String credited,
        String due,
        Instant updatedAt) {

    /** With what those customers are called that have an alias. */
    public static OpenInvoiceView of(Receivables.Open open, Map<IdHash, String> aliases) {
        return new OpenInvoiceView(
                Words.connection(open.id().source()),
                open.id().id(),
                Words.of(open.counterparty()),
                Words.alias(open.counterparty(), aliases),
                open.issuedOn(),
                open.dueOn(),
                open.days(),
                open.due().currency().code(),
                Words.of(open.total()),
                Words.of(open.paid()),
                Words.of(open.credited()),
                Words.of(open.due()),
                open.updatedAt());
    }
}
