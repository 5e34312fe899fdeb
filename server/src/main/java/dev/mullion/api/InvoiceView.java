package dev.mullion.api;

import dev.mullion.connectors.ConnectionId;
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
 * An invoice or bill with its payments as the API shows it. Amounts are texts, as in {@link FinanceViews}.
 *
 * @param customerHash of an invoice; a bill has a vendor instead, where the catalogue knows its supplier
 */
record InvoiceView(
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
            List<FinanceViews.SumView> otherCurrencies,
            List<PaymentView> latest) {

        static Payments of(Settlement found) {
            return new Payments(
                    found.payments(),
                    FinanceViews.plain(found.read()),
                    FinanceViews.plain(found.difference()),
                    Words.of(found.tally()),
                    found.tally().sentence(),
                    found.elsewhere().stream().map(FinanceViews.SumView::of).toList(),
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
                    FinanceViews.plain(payment.amount()),
                    payment.updatedAt());
        }
    }

    /** @param aliases of the customers that have one */
    static InvoiceView of(Settlement found, Map<IdHash, String> aliases) {
        Invoice invoice = found.invoice();
        Invoice.Amounts amounts = invoice.amounts();
        BookId id = invoice.id();
        boolean isBill = invoice.direction() == Invoice.Direction.PAYABLE;
        IdHash customer = isBill ? null : invoice.counterparty();
        return new InvoiceView(
                new ConnectionId(id.source()).toString(),
                id.id(),
                isBill ? "bill" : "invoice",
                Words.of(invoice.state()),
                FinanceViews.hashOf(customer),
                FinanceViews.aliasOf(customer, aliases),
                invoice.vendor(),
                invoice.issuedOn(),
                invoice.dueOn(),
                invoice.paidOn(),
                found.daysLate(),
                amounts.currency().code(),
                FinanceViews.plain(amounts.total()),
                FinanceViews.plain(amounts.tax()),
                FinanceViews.plain(amounts.paid()),
                FinanceViews.plain(amounts.credited()),
                FinanceViews.plain(amounts.due()),
                Payments.of(found),
                invoice.updatedAt());
    }
}
