package dev.mullion.telemetry.revenue;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How monthly recurring revenue came from one moment to another, customer by customer.
 *
 * @param spans one for each currency, in their order
 * @param movements the largest first, at most {@link #MOST}
 * @param all how many movements there are
 */
public record Bridge(
        MrrDefinition definition,
        Instant from,
        Instant until,
        boolean live,
        List<Span> spans,
        List<Movement> movements,
        long all) {

    public static final int MOST = 200;

    public Bridge {
        spans = List.copyOf(spans);
        movements = List.copyOf(movements);
    }

    /**
     * Which movements.
     *
     * @param currency only of this one; null: of each
     * @param kind only of this one; null: of each
     */
    public record Which(
            @Nullable CurrencyCode currency, @Nullable Kind kind) {

        /** Every one. */
        public static final Which ALL = new Which(null, null);
    }

    /**
     * Some movements of those that were asked for, the largest first.
     *
     * @param all how many there are of these
     */
    public record Part(List<Movement> movements, long all) {
        public Part {
            movements = List.copyOf(movements);
        }
    }

    /** What happened to a customer's revenue. */
    public enum Kind {
        /** A customer who never paid before. */
        NEW,
        /** One who paid before, not at the start, and pays at the end. */
        REACTIVATION,
        EXPANSION,
        CONTRACTION,
        CHURN
    }

    /**
     * One currency. Contraction and churn are negative. Start, movements and rounding make the end.
     *
     * @param rounding what the rounding of each of these sums leaves: a few minor units at most
     */
    public record Span(
            CurrencyCode currency,
            Money start,
            Money arrived,
            Money reactivated,
            Money expanded,
            Money contracted,
            Money churned,
            Money rounding,
            Money end) {

        /** Whether every subscription of it is worth what it was. */
        public boolean isStill() {
            return Stream.of(arrived, reactivated, expanded, contracted, churned)
                    .allMatch(moved -> moved.minor() == 0);
        }
    }

    /**
     * One customer in one currency.
     *
     * @param customer null where the vendor names none: then it is one subscription's
     * @param subscriptions at most 20, of both moments
     */
    public record Movement(
            Kind kind, @Nullable IdHash customer, Money before, Money after, List<SubscriptionId> subscriptions) {
        public Movement {
            subscriptions = List.copyOf(subscriptions);
        }
    }
}
