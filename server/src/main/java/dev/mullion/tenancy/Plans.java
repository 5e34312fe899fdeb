package dev.mullion.tenancy;

import java.util.Optional;

/** How the database plans the statements of a transaction. */
public enum Plans {
    /** To the values, so that a large workspace and a small one each get what suits them. */
    FITTED(""),

    /**
     * Once, along indexes, whatever the values: for the same few statements at the rate of webhooks. Planning anew was
     * a third of the database's work on a delivery; and a kept plan must suit the table that grows, not the small one
     * that it was made for.
     */
    KEPT("""
            set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true), \
            set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)""");

    private final String planner;
    private final String opening;

    Plans(String planner) {
        this.planner = planner;
        this.opening =
                "select set_config('mullion.context', ?, true)" + (planner.isEmpty() ? "" : ", " + planner) + "; ";
    }

    /** The statement that makes a transaction plan like this; empty where the database's own settings are meant. */
    Optional<String> planner() {
        return planner.isEmpty() ? Optional.empty() : Optional.of("select " + planner);
    }

    /** What goes ahead of a transaction's first statement; its one parameter is the signed context. */
    String opening() {
        return opening;
    }
}
