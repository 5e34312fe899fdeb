package dev.mullion.web.view;

import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Elapsed;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Engineering.
 *
 * @param action address of the page, where its filter leads
 */
public record EngineeringPage(Frame frame, String action, List<Choice> filter, Live live) {

    public EngineeringPage {
        filter = List.copyOf(filter);
    }

    /**
     * The part that is fetched again when something changed, with the same filter.
     *
     * @param href address of this part alone, answered with the template {@code refresh}
     * @param empty set while there is no pull request at all; the rest is then not shown
     */
    public record Live(
            String href,
            Freshness freshness,
            @Nullable EmptyState empty,
            @Nullable Numbers numbers) {}

    /**
     * All numbers of the page, for one filter.
     *
     * @param split in the order of a pull request's life: coding, pickup, review, merge
     * @param openTotal how many are open, leading to them
     */
    public record Numbers(
            List<Stage> split,
            Bars cycle,
            Bars throughput,
            Ranks openByAge,
            Link openTotal,
            Facts oldestOpen,
            Facts reviewLoad) {

        public Numbers {
            split = List.copyOf(split);
        }
    }

    /**
     * One stage of the cycle time.
     *
     * @param css the class that colours it in the chart below
     * @param median null, like p90, where no pull request has passed this stage in the period
     * @param basis how many pull requests it was computed from, leading to them
     */
    public record Stage(
            String id,
            String name,
            String css,
            @Nullable Elapsed median,
            @Nullable Elapsed p90,
            String definition,
            Link basis) {}
}
