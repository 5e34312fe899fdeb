package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A credit note, or money that was paid too much or too early.
 *
 * @param direction the side of the invoices that it lessens
 * @param remaining what is allocated to no invoice yet
 * @param updatedAt the vendor's version of this statement; an older one never replaces a newer one
 */
public record Credit(
        BookId id,
        Kind kind,
        Invoice.Direction direction,
        State state,
        @Nullable IdHash counterparty,
        @Nullable String vendor,
        LocalDate issuedOn,
        Money total,
        Money remaining,
        Instant updatedAt)
        implements Fact {

    /** What it is. */
    public enum Kind {
        CREDIT_NOTE,
        OVERPAYMENT,
        PREPAYMENT
    }

    /** Where it stands; the order is the order of finality. */
    public enum State {
        DRAFT,
        SUBMITTED,
        OPEN,
        /** All of it is allocated or paid back. */
        USED,
        VOIDED,
        DELETED
    }

    public Credit {
        if (!total.currency().equals(remaining.currency())) {
            throw new IllegalArgumentException("the amounts of a credit are of one currency");
        }
    }

    /** The same, said at another instant. */
    public Credit saidAt(Instant at) {
        return new Credit(id, kind, direction, state, counterparty, vendor, issuedOn, total, remaining, at);
    }

    @Override
    public int bytesKept() {
        return 16 + id.id().length() + 3 * 4 + 16 + (vendor == null ? 0 : vendor.length()) + 4 + 3 + 2 * 8 + 8;
    }
}
