package dev.mullion.connectors.xero;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.egress.Endpoint;
import dev.mullion.telemetry.Payment;
import dev.mullion.telemetry.Payment.Direction;
import dev.mullion.telemetry.Payment.PaidFor;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Payments, in the currency of what they pay. */
final class PaymentPage implements BookPage {

    private static final int LONGEST_ID = 64;

    private final AllowList list;
    private final PageFrame frame;
    private final EntryPaths entry;
    private final Slot<Type> type;
    private final Slot<Status> status;
    private final Slot<BigDecimal> amount;
    private final Slot<String> entryId;
    private final Slot<String> currency;

    private enum Type {
        ACCRECPAYMENT(Direction.RECEIVED, PaidFor.INVOICE),
        ACCPAYPAYMENT(Direction.MADE, PaidFor.INVOICE),
        ARCREDITPAYMENT(Direction.MADE, PaidFor.CREDIT_NOTE),
        APCREDITPAYMENT(Direction.RECEIVED, PaidFor.CREDIT_NOTE),
        AROVERPAYMENTPAYMENT(Direction.MADE, PaidFor.OVERPAYMENT),
        APOVERPAYMENTPAYMENT(Direction.RECEIVED, PaidFor.OVERPAYMENT),
        ARPREPAYMENTPAYMENT(Direction.MADE, PaidFor.PREPAYMENT),
        APPREPAYMENTPAYMENT(Direction.RECEIVED, PaidFor.PREPAYMENT);

        private final Direction direction;
        private final PaidFor paidFor;

        Type(Direction direction, PaidFor paidFor) {
            this.direction = direction;
            this.paidFor = paidFor;
        }
    }

    private enum Status {
        AUTHORISED,
        DELETED
    }

    PaymentPage(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element("Payments");
        entry = new EntryPaths(element, "PaymentID");
        type = element.stage("PaymentType", Type.class);
        status = element.stage("Status", Status.class);
        amount = element.amount("Amount");
        entryId = element.pointer("Invoice.InvoiceID", LONGEST_ID);
        currency = EntryPaths.currencyOf(element, "Invoice.CurrencyCode");
        frame = new PageFrame(allow, "Payments", element);
        list = allow.build(parsers);
    }

    @Override
    public String part() {
        return "payments";
    }

    @Override
    public Endpoint endpoint() {
        return XeroManifest.PAYMENTS;
    }

    @Override
    public AllowList list() {
        return list;
    }

    @Override
    public Page page(Reading reading, Owner owner, int number) {
        return frame.page(reading, number, one -> new PageFrame.Entry(payment(one, owner), entry.updated(one)));
    }

    private Payment payment(Reading one, Owner owner) {
        Type kind = one.require(type);
        return new Payment(
                entry.id(one, owner.source()),
                kind.direction,
                one.require(status) == Status.DELETED ? Payment.State.DELETED : Payment.State.MADE,
                kind.paidFor,
                paidForId(one),
                entry.day(one),
                EntryPaths.needed(one, amount, EntryPaths.currency(one, currency)),
                entry.updated(one));
    }

    private @Nullable String paidForId(Reading one) {
        String said = one.get(entryId);
        if (said != null && !said.matches("[A-Za-z0-9_-]{1,64}")) {
            throw one.refusal(entryId, "an id of letters, digits and hyphens");
        }
        return said;
    }
}
