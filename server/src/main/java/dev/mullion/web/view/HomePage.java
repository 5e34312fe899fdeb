package dev.mullion.web.view;

import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Home.
 *
 * @param href address of the part that is fetched again when something changed, answered with the template
 *     {@code refresh}
 * @param since what "changed" counts from
 * @param empty set while the workspace holds nothing at all
 */
public record HomePage(
        Frame frame,
        String href,
        List<Need> needs,
        Moment since,
        List<Change> changes,
        List<Domain> domains,
        @Nullable EmptyState empty) {

    public HomePage {
        needs = List.copyOf(needs);
        changes = List.copyOf(changes);
        domains = List.copyOf(domains);
    }

    /** Something that waits for this person, and what they can do about it. */
    public record Need(StateWord state, String what, String detail, Moment since, Link action) {}

    /**
     * A sentence that opens with its number.
     *
     * @param facts where the number comes from
     */
    public record Change(String number, String sentence, Link facts) {}

    /**
     * One domain's strip.
     *
     * @param freshness null while nothing is connected
     * @param arrives what brings this domain to life ("Arrives with the Xero connection"); null once it lives
     */
    public record Domain(
            Place place,
            @Nullable String href,
            @Nullable Freshness freshness,
            List<Trend> trends,
            @Nullable String arrives) {

        public Domain {
            trends = List.copyOf(trends);
        }

        public static Domain arriving(Place place, String arrives) {
            return new Domain(place, null, null, List.of(), arrives);
        }
    }

    public record Trend(Figure figure, Sparkline line) {}
}
