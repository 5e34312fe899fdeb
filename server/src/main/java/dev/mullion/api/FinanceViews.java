package dev.mullion.api;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.finance.Duplicate;
import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of finance as the API shows them. Amounts are texts: a reader of JSON may make a double of a number. */
final class FinanceViews {

    private FinanceViews() {}

    record Definition(String id, int version, String name, String definition) {
        static Definition of(FinanceMetric metric) {
            return new Definition(metric.id(), metric.version(), metric.name(), metric.definition());
        }
    }

    record BucketView(String age, long invoices, String amount) {}

    record CurrencyView(
            String currency,
            List<BucketView> byAge,
            String gross,
            long credits,
            String unapplied,
            String net,
            long withoutDueDate) {

        static CurrencyView of(Receivables.InCurrency all) {
            return new CurrencyView(
                    all.currency().code(),
                    all.buckets().stream()
                            .map(one -> new BucketView(one.late().word(), one.invoices(), plain(one.sum())))
                            .toList(),
                    plain(all.gross()),
                    all.credits(),
                    plain(all.unapplied()),
                    plain(all.net()),
                    all.withoutDueDate());
        }
    }

    record ReceivablesView(
            Instant asOf, @Nullable Instant changedAt, List<Definition> definitions, List<CurrencyView> currencies) {

        static ReceivablesView of(Receivables.Ageing ageing) {
            return new ReceivablesView(
                    ageing.asOf(),
                    ageing.changedAt(),
                    List.of(Definition.of(FinanceMetric.RECEIVABLES), Definition.of(FinanceMetric.UNAPPLIED)),
                    ageing.currencies().stream().map(CurrencyView::of).toList());
        }
    }

    record OpenView(
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

        /** @param aliases of the customers that have one */
        static OpenView of(Receivables.Open open, Map<IdHash, String> aliases) {
            return new OpenView(
                    "con_" + open.id().source(),
                    open.id().id(),
                    hashOf(open.counterparty()),
                    aliasOf(open.counterparty(), aliases),
                    open.issuedOn(),
                    open.dueOn(),
                    open.days(),
                    open.due().currency().code(),
                    plain(open.total()),
                    plain(open.paid()),
                    plain(open.credited()),
                    plain(open.due()),
                    open.updatedAt());
        }
    }

    record CreditView(
            String connection,
            String credit,
            String kind,
            @Nullable String customerHash,
            @Nullable String alias,
            LocalDate issuedOn,
            String currency,
            String total,
            String remaining,
            Instant updatedAt) {

        static CreditView of(UnappliedCredits.Unapplied credit, Map<IdHash, String> aliases) {
            return new CreditView(
                    "con_" + credit.id().source(),
                    credit.id().id(),
                    Words.of(credit.kind()),
                    hashOf(credit.counterparty()),
                    aliasOf(credit.counterparty(), aliases),
                    credit.issuedOn(),
                    credit.total().currency().code(),
                    plain(credit.total()),
                    plain(credit.remaining()),
                    credit.updatedAt());
        }
    }

    record SpendLine(
            String month,
            @Nullable String vendor,
            @Nullable String vendorName,
            @Nullable String category,
            long entries,
            String currency,
            String amount) {

        static SpendLine of(Spend.Line line) {
            Vendor vendor = line.vendor();
            return new SpendLine(
                    line.month().toString(),
                    vendor == null ? null : vendor.id(),
                    vendor == null ? null : vendor.name(),
                    vendor == null ? null : vendor.category(),
                    line.entries(),
                    line.sum().currency().code(),
                    plain(line.sum()));
        }
    }

    record SpendView(int months, List<Definition> definitions, List<SpendLine> lines) {
        static SpendView of(int months, List<Spend.Line> lines) {
            return new SpendView(
                    months,
                    List.of(Definition.of(FinanceMetric.SPEND)),
                    lines.stream().map(SpendLine::of).toList());
        }
    }

    record EntryView(
            String connection,
            String entry,
            String kind,
            @Nullable String counterpartyHash,
            @Nullable String vendor,
            LocalDate issuedOn,
            String currency,
            String amount) {

        static EntryView of(Spend.Entry entry) {
            return new EntryView(
                    "con_" + entry.id().source(),
                    entry.id().id(),
                    entry.isCredit() ? "credit_note" : "bill",
                    entry.counterparty() == null ? null : entry.counterparty().brief(),
                    entry.vendor() == null ? null : entry.vendor().id(),
                    entry.issuedOn(),
                    entry.amount().currency().code(),
                    plain(entry.amount()));
        }
    }

    record SumView(String currency, String amount) {

        static SumView of(Money sum) {
            return new SumView(sum.currency().code(), plain(sum));
        }
    }

    record BoughtView(String vendor, String vendorName, int names, List<SumView> sums, LocalDate lastBilledOn) {}

    record DuplicateView(String reason, String category, boolean dismissed, List<BoughtView> bought) {
        static DuplicateView of(Duplicate found) {
            return new DuplicateView(
                    found.reason().word(),
                    found.category(),
                    found.dismissed(),
                    found.bought().stream().map(DuplicateView::bought).toList());
        }

        private static BoughtView bought(Duplicate.Bought one) {
            return new BoughtView(
                    one.vendor().id(),
                    one.vendor().name(),
                    one.names(),
                    one.sums().stream().map(SumView::of).toList(),
                    one.last());
        }
    }

    record DuplicatesView(List<Definition> definitions, List<DuplicateView> groups) {
        static DuplicatesView of(List<Duplicate> found) {
            return new DuplicatesView(
                    List.of(Definition.of(FinanceMetric.DUPLICATES)),
                    found.stream().map(DuplicateView::of).toList());
        }
    }

    /** The whole hash: by less of it nobody can be named. */
    static @Nullable String hashOf(@Nullable IdHash customer) {
        return customer == null ? null : customer.value().toString();
    }

    static @Nullable String aliasOf(@Nullable IdHash customer, Map<IdHash, String> aliases) {
        return customer == null ? null : aliases.get(customer);
    }

    static String plain(Money money) {
        return money.amount().toPlainString();
    }
}
