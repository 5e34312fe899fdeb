package dev.mullion.web;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.telemetry.Invoice;
import dev.mullion.telemetry.Payment;
import dev.mullion.telemetry.Settlement;
import dev.mullion.telemetry.Settlement.Tally;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.money.Money;
import dev.mullion.web.CustomerNames.Names;
import dev.mullion.web.view.InvoicePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Detail;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One invoice or bill: what was asked, what is paid and left, and each payment that was read. */
record InvoiceStory(Visit visit, Settlement settlement, Names names) {

    private static final List<Column> PAYMENTS =
            List.of(Column.of("Date"), Column.of("State"), Column.of("Payment"), Column.numeric("Amount"));

    InvoicePage page() {
        return new InvoicePage(
                visit.still(kind() + " of " + day(invoice().issuedOn()), Place.FINANCE),
                isBill()
                        ? new Link("Spend", visit.href(Place.FINANCE) + "/spend")
                        : new Link("Open invoices", visit.href(Place.FINANCE) + "/receivables"),
                kind(),
                state(),
                details(),
                tally(),
                settlement.payments() == 0 ? nothing() : null,
                payments(),
                remarks());
    }

    private List<Detail> details() {
        Invoice.Amounts amounts = invoice().amounts();
        List<Detail> details = new ArrayList<>();
        details.add(sum("Total", amounts.total()));
        details.add(sum("Tax in it", amounts.tax()));
        details.add(sum("Paid so far", amounts.paid()));
        details.add(sum("Credited", amounts.credited()));
        details.add(sum("Still due", amounts.due()));
        details.add(
                isBill()
                        ? new Detail("Vendor", vendor())
                        : new Detail("Customer", names.cell(visit, invoice().counterparty())));
        details.add(new Detail("Issued", Cell.text(day(invoice().issuedOn()))));
        details.add(new Detail("Due", due(invoice().dueOn())));
        LocalDate paidOn = invoice().paidOn();
        if (paidOn != null) {
            details.add(new Detail("Paid in full", Cell.text(day(paidOn))));
        }
        details.add(new Detail(
                "Changed in the books", Cell.moment(wording().moment(invoice().updatedAt()))));
        details.add(new Detail("Id in the books", Cell.code(invoice().id().id())));
        details.add(new Detail(
                "Connection", Cell.code(new ConnectionId(invoice().id().source()).toString())));
        return details;
    }

    private Detail sum(String name, Money money) {
        return new Detail(name, Cell.count(money(money)));
    }

    private Cell vendor() {
        String vendor = invoice().vendor();
        return vendor == null ? Cell.nothing() : Cell.text(Spend.vendor(vendor).name());
    }

    private Cell due(@Nullable LocalDate dueOn) {
        return Cell.text(dueOn == null ? "no date; it counts from the issue" : day(dueOn));
    }

    /** How late it is stands in the word: its tone says no more. */
    private StateWord state() {
        boolean isPart = invoice().state() == Invoice.State.OPEN
                && invoice().amounts().paid().minor() != 0;
        String word = isPart ? "Paid in part" : FinanceWords.words(invoice().state());
        return late() == 0
                ? StateWord.quiet(word)
                : new StateWord(
                        word + ", " + wording().count(late(), "day late", "days late"),
                        FinanceWords.tone(Lateness.of(late())));
    }

    private @Nullable Notice tally() {
        if (settlement.tally() == Tally.MATCHES) {
            return null;
        }
        return new Notice(
                Tone.WAITS,
                "Paid by the books: " + money(invoice().amounts().paid()) + ". In the payments that were read: "
                        + money(settlement.read()) + ". " + settlement.tally().sentence());
    }

    private EmptyState nothing() {
        if (settlement.tally() != Tally.MATCHES) {
            return new EmptyState("No payment of it was read.", "What is paid and due is what the books say.", null);
        }
        return switch (invoice().state()) {
            case DRAFT, SUBMITTED ->
                new EmptyState("Nothing is paid yet.", "It is not approved, so nobody owes it.", null);
            case OPEN ->
                new EmptyState(
                        "Nothing is paid yet.", "A payment is listed here once the books were read again.", null);
            case PAID ->
                new EmptyState(
                        "Nothing was paid.",
                        invoice().amounts().credited().minor() == 0
                                ? "Nothing was to be paid."
                                : "Credits settled all of it.",
                        null);
            case VOIDED, DELETED ->
                new EmptyState("Nothing was paid.", "The books took it back, and nobody owes it.", null);
        };
    }

    private Facts payments() {
        List<Payment> latest = settlement.latest();
        return new Facts(
                "Payments",
                PAYMENTS,
                latest.stream().map(this::row).toList(),
                settlement.payments() == latest.size()
                        ? ""
                        : "The latest " + wording().count(latest.size()) + " of "
                                + wording().count(settlement.payments()) + "; the sums are of all.",
                null,
                null,
                null);
    }

    /** What was deleted is struck through, and its state says so in a word. */
    private Row row(Payment payment) {
        String day = day(payment.paidOn());
        String amount = money(payment.amount());
        boolean isDeleted = payment.state() == Payment.State.DELETED;
        return Row.of(
                isDeleted ? Cell.struck(day) : Cell.text(day),
                Cell.state(StateWord.quiet(FinanceWords.words(payment))),
                Cell.code(payment.id().id()),
                isDeleted ? Cell.struck(amount) : Cell.count(amount));
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!settlement.elsewhere().isEmpty()) {
            remarks.add("Payments in another currency are in no sum here: "
                    + FinanceWords.money(wording(), settlement.elsewhere()) + ".");
        }
        if (invoice().amounts().credited().minor() != 0) {
            remarks.add("What is credited came from credit notes, overpayments or prepayments that the books set"
                    + " against it; from which of them is not read.");
        }
        return remarks;
    }

    private Invoice invoice() {
        return settlement.invoice();
    }

    private boolean isBill() {
        return invoice().direction() == Invoice.Direction.PAYABLE;
    }

    private String kind() {
        return isBill() ? "Bill" : "Invoice";
    }

    private long late() {
        return settlement.daysLate();
    }

    private String money(Money money) {
        return FinanceWords.money(wording(), money);
    }

    private String day(LocalDate day) {
        return FinanceWords.day(wording(), day);
    }

    private Wording wording() {
        return visit.wording();
    }
}
