package dev.mullion.telemetry.views;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Invoice;
import dev.mullion.telemetry.Payment;
import dev.mullion.telemetry.Settlement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or bill with its payments.
 *
 * @param customerHash of an invoice; a bill has a vendor instead, where the catalogue knows its supplier
 */
public record InvoiceView(
        String connection,
        String invoice,
        String kind,
        String state,
        @Nullable String customerHash,
        @Nullable String alias,
        @Nullable String vendor,
        LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        @Nullable LocalDate paidOn,
        long daysLate,
        String currency,
        String total,
        String tax,
        String paid,
        String credited,
        String due,
        Payments payments,
        Instant updatedAt) {

    /**
     * What was paid of it.
     *
     * @param count of all, deleted ones included
     * @param sum of those that are not deleted, in the invoice's currency
     * @param difference what the books say was paid, less the sum
     * @param otherCurrencies sums that are in no other one
     * @param latest the latest first, not more than {@link dev.mullion.telemetry.Invoices#MOST}
     */
    record Payments(
            long count,
            String sum,
            String difference,
            String tally,
            String sentence,
            List<SumView> otherCurrencies,
            List<PaymentView> latest) {

        static Payments of(Settlement found) {
            return new Payments(
                    found.payments(),
                    Words.of(found.read()),
                    Words.of(found.difference()),
                    Words.of(found.tally()),
                    found.tally().sentence(),
                    found.elsewhere().stream().map(SumView::of).toList(),
                    found.latest().stream().map(PaymentView::of).toList());
        }
    }

    record PaymentView(
            String payment, String state, LocalDate paidOn, String currency, String amount, Instant updatedAt) {

        static PaymentView of(Payment payment) {
            return new PaymentView(
                    payment.id().id(),
                    Words.of(payment.state()),
                    payment.paidOn(),
                    payment.amount().currency().code(),
                    Words.of(payment.amount()),
                    payment.updatedAt());
        }
    }

    /** With what those customers are called that have an alias. */
    public static InvoiceView of(Settlement found, Map<IdHash, String> aliases) {
        Invoice invoice = found.invoice();
        Invoice.Amounts amounts = invoice.amounts();
        BookId id = invoice.id();
        boolean isBill = invoice.direction() == Invoice.Direction.PAYABLE;
        IdHash customer = isBill ? null : invoice.counterparty();
        return new InvoiceView(
                Words.connection(id.source()),
                id.id(),
                isBill ? "bill" : "invoice",
                Words.of(invoice.state()),
                Words.of(customer),
                Words.alias(customer, aliases),
                invoice.vendor(),
                invoice.issuedOn(),
                invoice.dueOn(),
                invoice.paidOn(),
                found.daysLate(),
                amounts.currency().code(),
                Words.of(amounts.total()),
                Words.of(amounts.tax()),
                Words.of(amounts.paid()),
                Words.of(amounts.credited()),
                Words.of(amounts.due()),
                Payments.of(found),
                invoice.updatedAt());
    }
}
