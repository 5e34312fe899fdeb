package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invoice to a customer, or a bill of a supplier, as the books state it: the whole of it each time.
 *
 * @param counterparty keyed hash of who owes or is owed
 * @param vendor of a bill, which business of the shipped catalogue it is; null where the catalogue knows none
 * @param dueOn null where the books have no such date
 * @param paidOn when the last of it was paid
 * @param updatedAt the vendor's version of this statement; an older one never replaces a newer one
 */
public record Invoice(
        BookId id,
        Direction direction,
        State state,
        @Nullable IdHash counterparty,
        @Nullable String vendor,
        LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        @Nullable LocalDate paidOn,
        Amounts amounts,
        Instant updatedAt)
        implements Fact {

    /** Whose money it is. */
    public enum Direction {
        /** A customer owes it. */
        RECEIVABLE,
        /** It is owed to a supplier. */
        PAYABLE
    }

    /**
     * Where it stands. The order is the order of finality: of two statements of one instant the later constant holds.
     */
    public enum State {
        DRAFT,
        /** Waits for somebody's approval, and is owed by nobody yet. */
        SUBMITTED,
        OPEN,
        PAID,
        VOIDED,
        DELETED
    }

    /**
     * All of one currency.
     *
     * @param total with tax
     * @param due what is left, after payments and the credits that were allocated to it
     */
    public record Amounts(Money total, Money tax, Money due, Money paid, Money credited) {
        public Amounts {
            CurrencyCode one = total.currency();
            if (!tax.currency().equals(one)
                    || !due.currency().equals(one)
                    || !paid.currency().equals(one)
                    || !credited.currency().equals(one)) {
                throw new IllegalArgumentException("the amounts of an invoice are of one currency");
            }
        }

        public CurrencyCode currency() {
            return total.currency();
        }
    }

    /** The same, said at another instant. */
    public Invoice saidAt(Instant at) {
        return new Invoice(id, direction, state, counterparty, vendor, issuedOn, dueOn, paidOn, amounts, at);
    }

    @Override
    public int bytesKept() {
        return 16 + id.id().length() + 2 * 4 + 16 + (vendor == null ? 0 : vendor.length()) + 3 * 4 + 3 + 5 * 8 + 8;
    }
}
