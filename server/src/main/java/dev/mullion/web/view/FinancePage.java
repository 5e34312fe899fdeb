package dev.mullion.web.view;

import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finance.
 *
 * @param empty set while no books have been read; the rest is then not shown
 * @param charts spend by month and category, one for each currency
 * @param spend bills by month and vendor; null where there are none
 * @param twice what looks bought twice; null where nothing does
 * @param infrastructure what was imported of it; null where nothing was
 * @param converted the sums of several currencies in one; null where the workspace gave no rates
 * @param rates where rates are given; null for a person who may not
 */
public record FinancePage(
        Frame frame,
        Freshness freshness,
        @Nullable EmptyState empty,
        List<Owed> owed,
        List<Recurring> recurring,
        List<Bars> charts,
        @Nullable Facts spend,
        String spendDefinition,
        @Nullable Twice twice,
        @Nullable Imported infrastructure,
        @Nullable Converted converted,
        @Nullable Link rates) {

    public FinancePage {
        owed = List.copyOf(owed);
        recurring = List.copyOf(recurring);
        charts = List.copyOf(charts);
    }

    /**
     * What is owed in one currency: each bar leads to its invoices.
     *
     * @param sentence gross, unapplied and net in words
     * @param credits to the credits that are not used up; null where there are none
     */
    public record Owed(
            String currency,
            Ranks ages,
            String sentence,
            @Nullable Link credits,
            String definition) {}

    /**
     * Sums of several currencies in one, at the workspace's own rates.
     *
     * @param sentence how it was converted, at which rates, and what was left out
     */
    public record Converted(Facts sums, String sentence, Link rates) {}

    /**
     * Recurring revenue in one currency, and how it came there.
     *
     * @param sentence what is counted and what is not, in numbers
     * @param links to the subscriptions of these numbers
     */
    public record Recurring(String currency, Ranks bridge, String sentence, List<Link> links, String definition) {
        public Recurring {
            links = List.copyOf(links);
        }
    }

    /**
     * What looks bought twice.
     *
     * @param action where somebody says that it is not; null for a person who may not
     */
    public record Twice(
            List<Group> groups, String definition, @Nullable String action) {
        public Twice {
            groups = List.copyOf(groups);
        }
    }

    /** What no connector reads, by month. */
    public record Imported(List<Bars> charts, Facts table, String definition) {
        public Imported {
            charts = List.copyOf(charts);
        }
    }

    /** Businesses that look like one purchase too many. */
    public record Group(String reason, List<Bought> bought, String why, boolean dismissed) {
        public Group {
            bought = List.copyOf(bought);
        }

        public String names() {
            return bought.stream().map(Bought::name).collect(Collectors.joining(", "));
        }
    }

    /**
     * One of them, with what it cost in the months that are looked at.
     *
     * @param sums one for each currency, each of which leads to its bills
     */
    public record Bought(String id, String name, List<Link> sums, String last) {
        public Bought {
            sums = List.copyOf(sums);
        }
    }

    /**
     * The entries behind a number.
     *
     * @param action where the filter leads
     * @param filter empty where there is nothing to choose
     */
    public record Entries(Frame frame, Link up, String sentence, Facts facts, String action, List<Choice> filter) {
        public Entries {
            filter = List.copyOf(filter);
        }
    }
}
