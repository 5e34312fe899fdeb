package dev.mullion.telemetry.views;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.revenue.Bridge;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How monthly recurring revenue moved between two moments, each currency by itself. */
public record BridgeView(
        MrrView.Counted definition,
        Instant from,
        Instant until,
        String mode,
        List<Span> spans,
        List<MovementView> movements,
        long allMovements) {

    /** With what those customers are called that have an alias. */
    public static BridgeView of(Bridge bridge, Map<IdHash, String> aliases) {
        return new BridgeView(
                MrrView.Counted.of(bridge.definition()),
                bridge.from(),
                bridge.until(),
                Words.mode(bridge.live()),
                bridge.spans().stream().map(Span::of).toList(),
                bridge.movements().stream()
                        .map(movement -> MovementView.of(movement, aliases))
                        .toList(),
                bridge.all());
    }

    record Span(
            Amount start,
            Amount arrived,
            Amount reactivated,
            Amount expanded,
            Amount contracted,
            Amount churned,
            Amount rounding,
            Amount end) {

        static Span of(Bridge.Span span) {
            return new Span(
                    Amount.of(span.start()),
                    Amount.of(span.arrived()),
                    Amount.of(span.reactivated()),
                    Amount.of(span.expanded()),
                    Amount.of(span.contracted()),
                    Amount.of(span.churned()),
                    Amount.of(span.rounding()),
                    Amount.of(span.end()));
        }
    }
}
