package dev.mullion.telemetry;

import dev.mullion.telemetry.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money that came or went for one entry of the books.
 *
 * @param paidFor what kind of entry; money that is paid for a credit is paid back
 * @param paidForId the entry's id in the same books; null where the vendor does not say
 * @param updatedAt the vendor's version of this statement; an older one never replaces a newer one
 */
public record Payment(
        BookId id,
        Direction direction,
        State state,
        PaidFor paidFor,
        @Nullable String paidForId,
        LocalDate paidOn,
        Money amount,
        Instant updatedAt)
        implements Fact {

    /** Which way it went. */
    public enum Direction {
        RECEIVED,
        MADE
    }

    /** Whether it holds. */
    public enum State {
        MADE,
        /** Taken back: it counts nowhere. */
        DELETED
    }

    /** The kinds of entries that are paid. */
    public enum PaidFor {
        INVOICE,
        CREDIT_NOTE,
        OVERPAYMENT,
        PREPAYMENT
    }

    /** The same, said at another instant. */
    public Payment saidAt(Instant at) {
        return new Payment(id, direction, state, paidFor, paidForId, paidOn, amount, at);
    }

    @Override
    public int bytesKept() {
        return 16 + id.id().length() + 3 * 4 + (paidForId == null ? 0 : paidForId.length()) + 4 + 3 + 8 + 8;
    }
}
