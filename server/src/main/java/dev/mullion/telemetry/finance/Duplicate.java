package dev.mullion.telemetry.finance;

import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Businesses that look bought twice.
 *
 * @param category what they are bought for
 * @param bought by name of the business
 * @param dismissed whether somebody said that they are no duplicate
 */
public record Duplicate(Reason reason, String category, List<Bought> bought, boolean dismissed) {

    public Duplicate {
        bought = List.copyOf(bought);
    }

    /** Why it looks so. */
    public enum Reason {
        /** Two businesses of a category of which one is usually enough. */
        SAME_JOB,
        /** One business under several names in the books. */
        TWO_NAMES;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Reason> named(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * One of the businesses.
     *
     * @param names under how many names it is in the books
     * @param sums one for each currency, of the months that are looked at
     * @param last when the last bill was issued
     */
    public record Bought(Vendor vendor, int names, List<Money> sums, LocalDate last) {
        public Bought {
            sums = List.copyOf(sums);
        }
    }

    /** What tells it from others: the ids of the businesses in their order. */
    public List<String> vendors() {
        return bought.stream().map(each -> each.vendor().id()).sorted().toList();
    }
}
