package dev.mullion.telemetry.revenue;

import dev.mullion.telemetry.Discount;
import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.SubscriptionItem;
import dev.mullion.telemetry.money.CurrencyCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a subscription is worth a month at a moment, by currency: without discounts ({@code list}) and with those that
 * last ({@code net}), which is rule 8 of the definition. Exact.
 */
record Valued(Map<CurrencyCode, Fraction> list, Map<CurrencyCode, Fraction> net, Set<Remark> remarks) {

    static Valued of(Subscription of, Instant at) {
        return new Valuation(at).of(of);
    }

    /** For one subscription. */
    private static final class Valuation {

        private final Instant at;
        private final Set<Remark> remarks = EnumSet.noneOf(Remark.class);

        Valuation(Instant at) {
            this.at = at;
        }

        private static final class Line {
            private final SubscriptionItem item;
            private final Fraction perMonth;
            private Fraction amount;

            Line(SubscriptionItem item, Monthly.Counted counted) {
                this.item = item;
                this.perMonth = counted.perMonth();
                this.amount = counted.amount();
            }

            CurrencyCode currency() {
                return item.price().currency();
            }
        }

        Valued of(Subscription of) {
            List<Line> lines = new ArrayList<>();
            for (SubscriptionItem item : of.items()) {
                switch (Monthly.of(item)) {
                    case Monthly.Counted counted -> lines.add(new Line(item, counted));
                    case Monthly.Left left -> remarks.add(left.why());
                }
            }
            if (!of.isWhole()) {
                remarks.add(Remark.ITEMS_MISSING);
            }
            if (lines.stream().anyMatch(line -> line.item.price().isTaxInclusive())) {
                remarks.add(Remark.TAX_INCLUDED);
            }
            Map<CurrencyCode, Fraction> list = sums(lines);
            for (Line line : lines) {
                line.item.discounts().stream().filter(this::lasts).forEach(one -> take(one, List.of(line)));
            }
            of.discounts().stream().filter(this::lasts).forEach(one -> take(one, eligible(one, lines)));
            return new Valued(list, sums(lines), Set.copyOf(remarks));
        }

        private static Map<CurrencyCode, Fraction> sums(List<Line> lines) {
            Map<CurrencyCode, Fraction> sums = new TreeMap<>();
            lines.forEach(line -> sums.merge(line.currency(), line.amount, Fraction::plus));
            return sums;
        }

        private boolean lasts(Discount discount) {
            Instant starts = discount.startsAt();
            Instant ends = discount.endsAt();
            boolean isNow = (starts == null || !starts.isAfter(at)) && (ends == null || ends.isAfter(at));
            return switch (discount.length()) {
                case ONCE -> false;
                case REPEATING, FOREVER -> isNow;
                case UNKNOWN -> {
                    remarks.add(Remark.DISCOUNT_UNKNOWN);
                    yield false;
                }
            };
        }

        private static List<Line> eligible(Discount discount, List<Line> lines) {
            return lines.stream()
                    .filter(line -> discount.products().isEmpty()
                            || discount.products().contains(line.item.price().product()))
                    .toList();
        }

        private void take(Discount discount, List<Line> from) {
            if (discount.percentOff() != null) {
                Fraction left = Fraction.ONE
                        .minus(Fraction.of(discount.percentOff()).times(Fraction.of(1, 100)))
                        .orZero();
                from.forEach(line -> line.amount = line.amount.times(left));
            } else if (discount.amountOff() != null) {
                takeAmount(discount, Fraction.of(discount.amountOff()), from);
            } else {
                remarks.add(Remark.DISCOUNT_UNKNOWN);
            }
        }

        /** An amount off each payment, spread over the cycle of payments and over the items by what they are worth. */
        private void takeAmount(Discount discount, Fraction off, List<Line> from) {
            List<Line> lines = from.stream()
                    .filter(line -> line.currency().equals(discount.currency()))
                    .toList();
            if (lines.isEmpty()) {
                if (!from.isEmpty()) {
                    remarks.add(Remark.DISCOUNT_OF_ANOTHER_CURRENCY);
                }
                return;
            }
            if (lines.stream().map(line -> line.perMonth).distinct().count() > 1) {
                remarks.add(Remark.DISCOUNT_OF_MIXED_CYCLES);
                return;
            }
            Fraction all = lines.stream().map(line -> line.amount).reduce(Fraction.ZERO, Fraction::plus);
            if (all.isPositive()) {
                Fraction left =
                        all.minus(off.times(lines.getFirst().perMonth)).orZero().dividedBy(all);
                lines.forEach(line -> line.amount = line.amount.times(left));
            }
        }
    }
}
