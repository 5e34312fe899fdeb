package dev.mullion.sandbox.xero;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One organisation and its books. Threads may share it.
 *
 * @param zone as Windows names it, without blanks
 */
public record Organisation(UUID tenant, String name, String currency, String zone, Map<UUID, Entry> entries) {

    /** An empty one. */
    public static Organisation of(String name, String currency, String zone) {
        return new Organisation(UUID.randomUUID(), name, currency, zone, new ConcurrentHashMap<>());
    }

    /** Which list an entry is on. */
    public enum Book {
        INVOICES("Invoices", "InvoiceID"),
        CREDIT_NOTES("CreditNotes", "CreditNoteID"),
        PAYMENTS("Payments", "PaymentID"),
        OVERPAYMENTS("Overpayments", "OverpaymentID"),
        PREPAYMENTS("Prepayments", "PrepaymentID");

        private final String list;
        private final String id;

        Book(String list, String id) {
            this.list = list;
            this.id = id;
        }

        String list() {
            return list;
        }

        String id() {
            return id;
        }
    }

    /** One entry in Xero's shape. */
    public record Entry(UUID id, Book book, Instant updatedAt, Map<String, Object> body) {}

    /** Adds or replaces one. */
    public void put(Entry entry) {
        entries.put(entry.id(), entry);
    }

    /** The latest first. */
    List<Entry> of(Book book) {
        return Stream.of(entries.values().toArray(Entry[]::new))
                .filter(entry -> entry.book() == book)
                .sorted(Comparator.comparing(Entry::updatedAt)
                        .thenComparing(Entry::id)
                        .reversed())
                .toList();
    }
}
