package dev.mullion.telemetry.views;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.finance.UnappliedCredits;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A credit of which something is left. */
public record CreditView(
        String connection,
        String credit,
        String kind,
        @Nullable String customerHash,
        @Nullable String alias,
        LocalDate issuedOn,
        String currency,
        String total,
        String remaining,
        Instant updatedAt) {

    /** With what those customers are called that have an alias. */
    public static CreditView of(UnappliedCredits.Unapplied credit, Map<IdHash, String> aliases) {
        return new CreditView(
                Words.connection(credit.id().source()),
                credit.id().id(),
                Words.of(credit.kind()),
                Words.of(credit.counterparty()),
                Words.alias(credit.counterparty(), aliases),
                credit.issuedOn(),
                credit.total().currency().code(),
                Words.of(credit.total()),
                Words.of(credit.remaining()),
                credit.updatedAt());
    }
}
