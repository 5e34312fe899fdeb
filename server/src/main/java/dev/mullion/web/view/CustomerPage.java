package dev.mullion.web.view;

import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer.
 *
 * @param hash the beginning of their hash, which they have in this workspace alone
 * @param alias what members call them; null where nobody named them
 * @param naming null for a person who may not name them
 * @param tables what they owe, their credits and their subscriptions; those that are empty are left out
 */
public record CustomerPage(
        Frame frame,
        Link up,
        String hash,
        @Nullable String alias,
        @Nullable Naming naming,
        List<Facts> tables) {

    public static final String TEMPLATE = "finance/customer";

    public CustomerPage {
        tables = List.copyOf(tables);
    }

    /**
     * The form.
     *
     * @param longest in characters
     * @param fault why the last text was not taken; null where there was none
     */
    public record Naming(
            String action, int longest, @Nullable String fault) {}
}
