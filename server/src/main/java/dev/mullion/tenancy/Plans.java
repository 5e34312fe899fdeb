package dev.mullion.tenancy;

/** How the database plans the statements of a transaction. */
public enum Plans {
    /** To the values, so that a large workspace and a small one each get what suits them. */
    FITTED("select set_config('mullion.context', ?, true); "),

    /**
     * Once, along indexes, whatever the values: for the same few statements at the rate of webhooks. Planning anew was
     * a third of the database's work on a delivery; and a kept plan must suit the table that grows, not the small one
     * that it was made for.
     */
    KEPT("""
            select set_config('mullion.context', ?, true), set_config('plan_cache_mode', 'force_generic_plan', true), \
            set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), \
            set_config('enable_mergejoin', 'off', true);
            """);

    private final String opening;

    Plans(String opening) {
        this.opening = opening;
    }

    /** What goes ahead of a transaction's first statement; its one parameter is the signed context. */
    String opening() {
        return opening;
    }
}
