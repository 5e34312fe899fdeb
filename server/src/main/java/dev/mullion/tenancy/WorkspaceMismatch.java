package dev.mullion.tenancy;

/**
 * Something of one workspace met the door of another, or a statement did not keep to its own. The message names the
 * rule that was broken, never a tenant or its data.
 */
public final class WorkspaceMismatch extends RuntimeException {

    private final String rule;

    WorkspaceMismatch(String rule) {
        super("refused by the tenancy guard: " + rule);
        this.rule = rule;
    }

    /** What was broken, in words that may be recorded. */
    public String rule() {
        return rule;
    }
}
