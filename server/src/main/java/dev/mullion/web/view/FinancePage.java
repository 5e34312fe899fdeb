package dev.mullion.web.view;

import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finance.
 *
 * @param empty set while no books have been read; the rest is then not shown
 * @param spend bills by month and vendor; null where there are none
 */
public record FinancePage(
        Frame frame,
        Freshness freshness,
        @Nullable EmptyState empty,
        List<Owed> owed,
        @Nullable Facts spend,
        String spendDefinition) {

    public FinancePage {
        owed = List.copyOf(owed);
    }

    /**
     * What is owed in one currency: each bar leads to its invoices.
     *
     * @param sentence gross, unapplied and net in words
     */
    public record Owed(String currency, Ranks ages, String sentence, String definition) {}

    /** The entries behind a number. */
    public record Entries(Frame frame, dev.mullion.web.view.part.Link up, String sentence, Facts facts) {}
}
