package dev.mullion.telemetry.views;

import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Receivables;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is owed, by age and currency. */
public record ReceivablesView(
        Instant asOf, @Nullable Instant changedAt, List<Definition> definitions, List<InCurrency> currencies) {

    public static ReceivablesView of(Receivables.Ageing ageing) {
        return new ReceivablesView(
                ageing.asOf(),
                ageing.changedAt(),
                List.of(Definition.of(FinanceMetric.RECEIVABLES), Definition.of(FinanceMetric.UNAPPLIED)),
                ageing.currencies().stream().map(InCurrency::of).toList());
    }

    record Bucket(String age, long invoices, String amount) {

        static Bucket of(Receivables.Bucket bucket) {
            return new Bucket(bucket.late().word(), bucket.invoices(), Words.of(bucket.sum()));
        }
    }

    record InCurrency(
            String currency,
            List<Bucket> byAge,
            String gross,
            long credits,
            String unapplied,
            String net,
            long withoutDueDate) {

        static InCurrency of(Receivables.InCurrency all) {
            return new InCurrency(
                    all.currency().code(),
                    all.buckets().stream().map(Bucket::of).toList(),
                    Words.of(all.gross()),
                    all.credits(),
                    Words.of(all.unapplied()),
                    Words.of(all.net()),
                    all.withoutDueDate());
        }
    }
}
