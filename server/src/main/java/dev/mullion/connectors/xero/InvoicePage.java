package dev.mullion.connectors.xero;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.egress.Endpoint;
import dev.mullion.telemetry.Invoice;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Invoices and bills. A state or kind that is not known is refused: left out, it would make sums wrong in silence. */
final class InvoicePage implements BookPage {

    private final AllowList list;
    private final PageFrame frame;
    private final EntryPaths entry;
    private final EntryPaths.Contact contact;
    private final Slot<Type> type;
    private final Slot<Status> status;
    private final Slot<LocalDate> dueDay;
    private final Slot<Instant> dueDate;
    private final Slot<Instant> paidDate;
    private final Slot<String> currency;
    private final Slot<BigDecimal> total;
    private final Slot<BigDecimal> tax;
    private final Slot<BigDecimal> due;
    private final Slot<BigDecimal> paid;
    private final Slot<BigDecimal> credited;

    private enum Type {
        ACCREC,
        ACCPAY
    }

    private enum Status {
        DRAFT,
        SUBMITTED,
        AUTHORISED,
        PAID,
        VOIDED,
        DELETED
    }

    InvoicePage(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element("Invoices");
        entry = new EntryPaths(element, "InvoiceID");
        contact = new EntryPaths.Contact(element);
        type = element.stage("Type", Type.class);
        status = element.stage("Status", Status.class);
        dueDay = element.date("DueDateString");
        dueDate = element.instant("DueDate");
        paidDate = element.instant("FullyPaidOnDate");
        currency = EntryPaths.currencyOf(element, "CurrencyCode");
        total = element.amount("Total");
        tax = element.amount("TotalTax");
        due = element.amount("AmountDue");
        paid = element.amount("AmountPaid");
        credited = element.amount("AmountCredited");
        frame = new PageFrame(allow, "Invoices", element);
        list = allow.build(parsers);
    }

    @Override
    public String part() {
        return "invoices";
    }

    @Override
    public Endpoint endpoint() {
        return XeroManifest.INVOICES;
    }

    @Override
    public AllowList list() {
        return list;
    }

    @Override
    public Page page(Reading reading, Owner owner, int number) {
        return frame.page(reading, number, one -> new PageFrame.Entry(invoice(one, owner), entry.updated(one)));
    }

    private Invoice invoice(Reading one, Owner owner) {
        boolean isBill = one.require(type) == Type.ACCPAY;
        return new Invoice(
                entry.id(one, owner.source()),
                isBill ? Invoice.Direction.PAYABLE : Invoice.Direction.RECEIVABLE,
                state(one.require(status)),
                contact.hash(one, owner.hasher()),
                isBill ? contact.vendor(one) : null,
                entry.day(one),
                dueOn(one),
                paidOn(one),
                amounts(one),
                entry.updated(one));
    }

    private @Nullable LocalDate dueOn(Reading one) {
        LocalDate said = one.get(dueDay);
        Instant instant = one.get(dueDate);
        return (said == null && instant != null) ? EntryPaths.day(instant) : said;
    }

    private @Nullable LocalDate paidOn(Reading one) {
        Instant instant = one.get(paidDate);
        return instant == null ? null : EntryPaths.day(instant);
    }

    private Invoice.Amounts amounts(Reading one) {
        CurrencyCode in = EntryPaths.currency(one, currency);
        return new Invoice.Amounts(
                EntryPaths.needed(one, total, in),
                EntryPaths.money(one, tax, in),
                EntryPaths.needed(one, due, in),
                EntryPaths.money(one, paid, in),
                EntryPaths.money(one, credited, in));
    }

    private static Invoice.State state(Status status) {
        return switch (status) {
            case DRAFT -> Invoice.State.DRAFT;
            case SUBMITTED -> Invoice.State.SUBMITTED;
            case AUTHORISED -> Invoice.State.OPEN;
            case PAID -> Invoice.State.PAID;
            case VOIDED -> Invoice.State.VOIDED;
            case DELETED -> Invoice.State.DELETED;
        };
    }
}
