package dev.mullion.sandbox.xero;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.xero.Organisation.Book;
import dev.mullion.sandbox.xero.Organisation.Entry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries of books in Xero's shape, with openly made-up names in every place that Xero has for one. */
public final class Entries {

    private static final UUID BANK = UUID.nameUUIDFromBytes("made-up bank".getBytes(StandardCharsets.UTF_8));

    private Entries() {}

    /**
     * An invoice or bill.
     *
     * @param type ACCREC or ACCPAY
     * @param status as Xero writes it
     * @param who the contact's name
     * @param due absent: it has no due date
     */
    public record Sum(
            String type,
            String status,
            String who,
            String currency,
            String total,
            String left,
            LocalDate issued,
            @Nullable LocalDate due) {}

    public static Entry invoice(UUID id, Sum sum, Instant updatedAt) {
        Map<String, Object> body = new LinkedHashMap<>();
        BigDecimal total = new BigDecimal(sum.total());
        BigDecimal left = new BigDecimal(sum.left());
        body.put("Type", sum.type());
        body.put("InvoiceID", id.toString());
        body.put("InvoiceNumber", "INV-" + NeverKept.CANARY);
        body.put("Reference", "Reference " + NeverKept.CANARY);
        body.put("Payments", List.of());
        body.put("CreditNotes", List.of());
        body.put("Prepayments", List.of());
        body.put("Overpayments", List.of());
        body.put("AmountDue", left);
        body.put("AmountPaid", sum.status().equals("VOIDED") ? BigDecimal.ZERO : total.subtract(left));
        body.put("AmountCredited", BigDecimal.ZERO);
        body.put("SentToContact", true);
        body.put("CurrencyRate", BigDecimal.ONE);
        body.put("HasErrors", false);
        body.put("IsDiscounted", false);
        body.put("HasAttachments", false);
        body.put("Url", "https://" + NeverKept.CANARY + ".example/invoice");
        body.put("Contact", contact(sum.who()));
        dates(body, "Date", sum.issued());
        if (sum.due() != null) {
            dates(body, "DueDate", sum.due());
        }
        body.put("Status", sum.status());
        body.put("LineAmountTypes", "Exclusive");
        body.put(
                "LineItems",
                List.of(Map.of(
                        "ItemCode",
                        NeverKept.CANARY,
                        "Description",
                        "Made up " + NeverKept.CANARY,
                        "Tracking",
                        List.of())));
        body.put("SubTotal", total);
        body.put("TotalTax", BigDecimal.ZERO);
        body.put("Total", total);
        updated(body, updatedAt);
        body.put("CurrencyCode", sum.currency());
        if (sum.status().equals("PAID")) {
            body.put("FullyPaidOnDate", wrapped(updatedAt));
        }
        return new Entry(id, Book.INVOICES, updatedAt, body);
    }

    /** A credit note, overpayment or prepayment; its kind stands in {@code sum.type()} as Xero writes it. */
    public static Entry credit(Book book, UUID id, Sum sum, Instant updatedAt) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(book.id(), id.toString());
        body.put("ID", id.toString());
        if (book == Book.CREDIT_NOTES) {
            body.put("CreditNoteNumber", "CN-" + NeverKept.CANARY);
        }
        body.put("Type", sum.type());
        body.put("Reference", "Reference " + NeverKept.CANARY);
        body.put("RemainingCredit", new BigDecimal(sum.left()));
        body.put("Allocations", List.of());
        body.put("HasAttachments", false);
        body.put("Contact", contact(sum.who()));
        dates(body, "Date", sum.issued());
        body.put("Status", sum.status());
        body.put("LineItems", List.of());
        body.put("Total", new BigDecimal(sum.total()));
        updated(body, updatedAt);
        body.put("CurrencyCode", sum.currency());
        return new Entry(id, book, updatedAt, body);
    }

    /**
     * A payment of an invoice or bill.
     *
     * @param status AUTHORISED or DELETED
     */
    public static Entry payment(UUID id, Entry invoice, String amount, String status, Instant updatedAt) {
        Map<String, Object> body = new LinkedHashMap<>();
        boolean isBill = "ACCPAY".equals(invoice.body().get("Type"));
        body.put("PaymentID", id.toString());
        body.put("Date", wrapped(updatedAt));
        body.put("BankAmount", new BigDecimal(amount));
        body.put("Amount", new BigDecimal(amount));
        body.put("Reference", "Reference " + NeverKept.CANARY);
        body.put("PaymentType", isBill ? "ACCPAYPAYMENT" : "ACCRECPAYMENT");
        body.put("Status", status);
        updated(body, updatedAt);
        body.put("HasAccount", true);
        body.put("BatchPayment", Map.of("TotalAmount", amount, "Reference", NeverKept.CANARY));
        body.put("Account", Map.of("AccountID", BANK.toString(), "Code", "970"));
        body.put(
                "Invoice",
                Map.of(
                        "Type", String.valueOf(invoice.body().get("Type")),
                        "InvoiceID", invoice.id().toString(),
                        "InvoiceNumber", "INV-" + NeverKept.CANARY,
                        "Contact", invoice.body().getOrDefault("Contact", Map.of()),
                        "CurrencyCode", String.valueOf(invoice.body().get("CurrencyCode"))));
        return new Entry(id, Book.PAYMENTS, updatedAt, body);
    }

    private static Map<String, Object> contact(String name) {
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put(
                "ContactID",
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        contact.put("Name", name);
        contact.put("FirstName", "Made " + NeverKept.CANARY);
        contact.put("LastName", "Up " + NeverKept.CANARY);
        contact.put("EmailAddress", NeverKept.CANARY + "@company.invalid");
        contact.put("BankAccountDetails", "00-0000-" + NeverKept.CANARY);
        contact.put("TaxNumber", NeverKept.CANARY);
        contact.put("Addresses", List.of(Map.of("AddressType", "STREET", "City", NeverKept.CANARY)));
        contact.put("Phones", List.of(Map.of("PhoneType", "DEFAULT", "PhoneNumber", NeverKept.CANARY)));
        contact.put(
                "ContactPersons",
                List.of(Map.of("FirstName", NeverKept.CANARY, "EmailAddress", NeverKept.CANARY + "@person.invalid")));
        contact.put("HasValidationErrors", false);
        return contact;
    }

    private static void dates(Map<String, Object> body, String name, LocalDate day) {
        body.put(name + "String", day + "T00:00:00");
        body.put(name, wrapped(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private static void updated(Map<String, Object> body, Instant at) {
        body.put("UpdatedDateUTC", wrapped(at));
        body.put(
                "UpdatedDateUTCString",
                Instant.ofEpochSecond(at.getEpochSecond()).toString());
    }

    static String wrapped(Instant at) {
        return "/Date(" + at.toEpochMilli() + "+0000)/";
    }
}
