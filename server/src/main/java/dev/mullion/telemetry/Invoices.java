package dev.mullion.telemetry;

import dev.mullion.telemetry.PaymentTable.InCurrency;
import dev.mullion.telemetry.money.Money;
import dev.mullion.tenancy.TenantSql;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The invoices and bills of the workspace whose door is open, with their payments. Safe to share between threads. */
@Component
public final class Invoices {

    /** The most payments of one answer. */
    public static final int MOST = 200;

    private final InvoiceTable invoices;
    private final PaymentTable payments;
    private final BooksTable books;
    private final Clock clock;

    public Invoices(TenantSql tenant, Clock clock) {
        this.invoices = new InvoiceTable(tenant);
        this.payments = new PaymentTable(tenant);
        this.books = new BooksTable(tenant);
        this.clock = clock;
    }

    /** One with its payments, the latest first; empty where this workspace has none of this id. */
    public Optional<Settlement> find(BookId id) {
        return Optional.ofNullable(invoices.find(List.of(id)).get(id)).map(row -> settlement(row.said()));
    }

    private Settlement settlement(Invoice invoice) {
        List<InCurrency> sums = payments.sumsFor(invoice.id());
        Money none = Money.zero(invoice.amounts().currency());
        return new Settlement(
                invoice,
                LocalDate.ofInstant(clock.instant(), zone(invoice.id().source())),
                payments.latestFor(invoice.id(), MOST),
                sums.stream().mapToLong(InCurrency::payments).sum(),
                sums.stream()
                        .map(InCurrency::sum)
                        .filter(sum -> sum.currency().equals(none.currency()))
                        .findFirst()
                        .orElse(none),
                sums.stream()
                        .map(InCurrency::sum)
                        .filter(sum -> !sum.currency().equals(none.currency()) && sum.minor() != 0)
                        .toList());
    }

    private ZoneId zone(UUID source) {
        return Optional.ofNullable(books.find(List.of(source)).get(source))
                .map(row -> row.said().zone())
                .orElse(ZoneOffset.UTC);
    }
}
