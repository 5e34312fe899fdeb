package dev.mullion.telemetry.revenue;

/** What stands beside a number: why something is not in it, or is in it with a doubt. */
public enum Remark {
    METERED("Not counted: paid by usage.", false),
    ONE_TIME("Not counted: paid once.", false),
    CHOSEN_AMOUNT("Not counted: the customer chooses the amount.", false),
    NO_AMOUNT("Not computable: the vendor states no amount.", true),
    TIERS_UNKNOWN("Not computable: the tiers of the price could not be read.", true),
    ITEMS_MISSING("Incomplete: the subscription has more items or discounts than could be read.", true),
    DRAFT_INVOICES("Counted, while its invoices are kept as drafts.", false),
    TAX_INCLUDED("Counted with the tax that is in its price: the rate is not known.", true),
    DISCOUNT_UNKNOWN("Counted without a discount of which the vendor does not tell.", true),
    DISCOUNT_OF_ANOTHER_CURRENCY("Counted without a discount in another currency.", true),
    DISCOUNT_OF_MIXED_CYCLES("Counted without an amount off that spans items of different cycles.", true);

    private final String sentence;
    private final boolean isDoubt;

    Remark(String sentence, boolean isDoubt) {
        this.sentence = sentence;
        this.isDoubt = isDoubt;
    }

    public String sentence() {
        return sentence;
    }

    /** Whether the number may be wrong by it, rather than being so by definition. */
    public boolean isDoubt() {
        return isDoubt;
    }
}
