package dev.mullion.connectors.catalogue;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifest.Need;
import dev.mullion.egress.Budget;
import dev.mullion.egress.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a connector declares as programs read it: what the page before a consent says, and what its client may ask.
 *
 * @param reads how data arrives
 * @param never what is not stored whatever a payload holds
 */
public record ManifestView(
        List<AskView> asks,
        List<String> neverAsks,
        List<String> reads,
        List<String> keeps,
        List<String> never,
        List<EndpointView> endpoints,
        List<String> events,
        List<FieldView> fields,
        FreshnessView freshness,
        List<BudgetView> budgets) {

    public ManifestView {
        asks = List.copyOf(asks);
        neverAsks = List.copyOf(neverAsks);
        reads = List.copyOf(reads);
        keeps = List.copyOf(keeps);
        never = List.copyOf(never);
        endpoints = List.copyOf(endpoints);
        events = List.copyOf(events);
        fields = List.copyOf(fields);
        budgets = List.copyOf(budgets);
    }

    /** One permission of the vendor's. */
    public record AskView(String permission, String why, boolean needed) {}

    /**
     * One question that can be asked.
     *
     * @param query the names that may stand behind the question mark, in their order
     */
    public record EndpointView(String method, String address, List<String> query) {
        public EndpointView {
            query = List.copyOf(query);
        }
    }

    /**
     * One path that is read.
     *
     * @param event or endpoint whose body it is of
     * @param keptAs what becomes of it, as people read it
     */
    public record FieldView(String event, String path, String keptAs) {}

    /**
     * How old what is shown may be.
     *
     * @param overlapSeconds how much of what was read before is read again each time
     * @param apartSeconds how long after the beginning of a run the vendor's own messages may bring about the next
     */
    public record FreshnessView(long everySeconds, long overlapSeconds, long apartSeconds) {}

    /**
     * How much the vendor is asked at most.
     *
     * @param of whom it counts together: vendor, account or method
     * @param calls in {@code perSeconds}; null where it limits those that are under way
     * @param atOnce null where it limits those of a time
     */
    public record BudgetView(
            String of,
            @Nullable Integer calls,
            @Nullable Long perSeconds,
            @Nullable Integer atOnce) {

        private static BudgetView of(Budget budget) {
            String reach = budget.reach().name().toLowerCase(Locale.ROOT);
            return switch (budget) {
                case Budget.Rate(var _, int calls, Duration per) ->
                    new BudgetView(reach, calls, Math.max(1, per.toSeconds()), null);
                case Budget.InFlight(var _, int most) -> new BudgetView(reach, null, null, most);
            };
        }
    }

    public static ManifestView of(Manifest manifest) {
        Manifest.Freshness freshness = manifest.freshness();
        return new ManifestView(
                manifest.asks().stream()
                        .map(scope -> new AskView(scope.name(), scope.why(), scope.need() == Need.NEEDED))
                        .toList(),
                manifest.neverAsks(),
                manifest.reads(),
                manifest.keeps(),
                manifest.never(),
                manifest.reach().endpoints().stream().map(ManifestView::view).toList(),
                manifest.events(),
                manifest.projections().entrySet().stream()
                        .flatMap(event -> event.getValue().stream().map(path -> view(event.getKey(), path)))
                        .toList(),
                new FreshnessView(
                        freshness.every().toSeconds(),
                        freshness.overlap().toSeconds(),
                        freshness.apart().toSeconds()),
                manifest.reach().budgets().stream().map(BudgetView::of).toList());
    }

    private static EndpointView view(Endpoint endpoint) {
        return new EndpointView(
                endpoint.method().name(),
                endpoint.origin() + endpoint.path(),
                endpoint.query().stream().map(Endpoint.Query::name).toList());
    }

    private static FieldView view(String event, KeptPath path) {
        return new FieldView(
                event.equals(Manifest.EVERY_EVENT) ? "every event" : event,
                path.path(),
                path.kind().phrase());
    }
}
