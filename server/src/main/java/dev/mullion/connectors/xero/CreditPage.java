package dev.mullion.connectors.xero;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.egress.Endpoint;
import dev.mullion.telemetry.Credit;
import dev.mullion.telemetry.Invoice.Direction;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;

/** Credit notes, overpayments or prepayments: three lists of the same shape. */
final class CreditPage implements BookPage {

    private final Form form;
    private final AllowList list;
    private final PageFrame frame;
    private final EntryPaths entry;
    private final EntryPaths.Contact contact;
    private final Slot<Type> type;
    private final Slot<Status> status;
    private final Slot<String> currency;
    private final Slot<BigDecimal> total;
    private final Slot<BigDecimal> remaining;

    /** Which of the three. */
    enum Form {
        CREDIT_NOTES("credit-notes", "CreditNotes", "CreditNoteID", Credit.Kind.CREDIT_NOTE),
        OVERPAYMENTS("overpayments", "Overpayments", "OverpaymentID", Credit.Kind.OVERPAYMENT),
        PREPAYMENTS("prepayments", "Prepayments", "PrepaymentID", Credit.Kind.PREPAYMENT);

        private final String part;
        private final String array;
        private final String id;
        private final Credit.Kind kind;

        Form(String part, String array, String id, Credit.Kind kind) {
            this.part = part;
            this.array = array;
            this.id = id;
            this.kind = kind;
        }
    }

    private enum Type {
        ACCRECCREDIT,
        ACCPAYCREDIT,
        RECEIVE_OVERPAYMENT,
        SPEND_OVERPAYMENT,
        RECEIVE_PREPAYMENT,
        SPEND_PREPAYMENT,
        /** What cash refunds are called since they exist. */
        AROVERPAYMENT,
        ARPREPAYMENT,
        APOVERPAYMENT,
        APPREPAYMENT
    }

    private enum Status {
        DRAFT,
        SUBMITTED,
        AUTHORISED,
        PAID,
        VOIDED,
        DELETED
    }

    CreditPage(Form form, Parsers parsers) {
        this.form = form;
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element(form.array);
        entry = new EntryPaths(element, form.id);
        contact = new EntryPaths.Contact(element);
        type = element.stage("Type", Type.class);
        status = element.stage("Status", Status.class);
        currency = EntryPaths.currencyOf(element, "CurrencyCode");
        total = element.amount("Total");
        remaining = element.amount("RemainingCredit");
        frame = new PageFrame(allow, form.array, element);
        list = allow.build(parsers);
    }

    @Override
    public String part() {
        return form.part;
    }

    @Override
    public Endpoint endpoint() {
        return switch (form) {
            case CREDIT_NOTES -> XeroManifest.CREDIT_NOTES;
            case OVERPAYMENTS -> XeroManifest.OVERPAYMENTS;
            case PREPAYMENTS -> XeroManifest.PREPAYMENTS;
        };
    }

    @Override
    public AllowList list() {
        return list;
    }

    @Override
    public Page page(Reading reading, Owner owner, int number) {
        return frame.page(reading, number, one -> new PageFrame.Entry(credit(one, owner), entry.updated(one)));
    }

    private Credit credit(Reading one, Owner owner) {
        CurrencyCode in = EntryPaths.currency(one, currency);
        Direction direction = direction(one.require(type));
        return new Credit(
                entry.id(one, owner.source()),
                form.kind,
                direction,
                state(one.require(status)),
                contact.hash(one, owner.hasher()),
                direction == Direction.PAYABLE ? contact.vendor(one) : null,
                entry.day(one),
                EntryPaths.needed(one, total, in),
                EntryPaths.needed(one, remaining, in),
                entry.updated(one));
    }

    private static Direction direction(Type type) {
        return switch (type) {
            case ACCRECCREDIT, RECEIVE_OVERPAYMENT, RECEIVE_PREPAYMENT, AROVERPAYMENT, ARPREPAYMENT ->
                Direction.RECEIVABLE;
            case ACCPAYCREDIT, SPEND_OVERPAYMENT, SPEND_PREPAYMENT, APOVERPAYMENT, APPREPAYMENT -> Direction.PAYABLE;
        };
    }

    private static Credit.State state(Status status) {
        return switch (status) {
            case DRAFT -> Credit.State.DRAFT;
            case SUBMITTED -> Credit.State.SUBMITTED;
            case AUTHORISED -> Credit.State.OPEN;
            case PAID -> Credit.State.USED;
            case VOIDED -> Credit.State.VOIDED;
            case DELETED -> Credit.State.DELETED;
        };
    }
}
