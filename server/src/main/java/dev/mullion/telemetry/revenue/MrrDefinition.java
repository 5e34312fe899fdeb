package dev.mullion.telemetry.revenue;

import java.util.List;

/**
 * How monthly recurring revenue is computed. Published tools differ by up to all of a weekly plan, so each number names
 * the version that made it, and a changed rule is a new version.
 *
 * @param id stable, for scripts
 * @param rules in the order in which they are applied
 */
public record MrrDefinition(String id, int version, String sentence, List<String> rules) {

    public static final MrrDefinition FIRST = new MrrDefinition(
            "finance.mrr",
            1,
            "What the subscriptions that are paid are worth a month, by currency: the amounts of their licensed items,"
                    + " normalised to a month, less the discounts that last.",
            List.of(
                    "Each item is computed exactly; what is rounded, half away from zero, is the sum of each currency.",
                    "Items that are metered, paid once, or of an amount that the customer chooses are not counted.",
                    "An item is its unit amount times its quantity, or what its tiers make of the quantity; packages are"
                            + " counted before. An item whose amount or tiers are not known is named, never zero.",
                    "A month is 1/count of months, 1/(12 count) of years, 52/(12 count) of weeks, 365/(12 count) of days.",
                    "Active and past due subscriptions count. Trials have a sum of their own; incomplete, unpaid, paused"
                            + " and cancelled ones do not count.",
                    "While collection is paused and invoices are voided or written off, the amount is in a sum of its own;"
                            + " while they are kept as drafts it counts.",
                    "What is cancelled but has not ended counts, and is in the sum of scheduled churn as well.",
                    "The net sum is less discounts for ever and repeating ones until they end: those of the item, then"
                            + " those of the subscription, percentages one after the other, amounts off spread over the"
                            + " cycle and never below zero. Discounts for one payment are not taken off. The list sum is"
                            + " without any.",
                    "Tax on top does not count. Tax that is inside of a price cannot be taken out without its rate, and"
                            + " is named.",
                    "Currencies are never converted; test mode is never added to live mode."));

    public MrrDefinition {
        rules = List.copyOf(rules);
    }
}
