package dev.mullion.telemetry.views;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.revenue.Bridge;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one customer added to recurring revenue or took from it. */
public record MovementView(
        String kind,
        @Nullable String customerHash,
        @Nullable String alias,
        Amount before,
        Amount after,
        List<String> subscriptions) {

    /** With what those customers are called that have an alias. */
    public static MovementView of(Bridge.Movement movement, Map<IdHash, String> aliases) {
        return new MovementView(
                Words.of(movement.kind()),
                Words.of(movement.customer()),
                Words.alias(movement.customer(), aliases),
                Amount.of(movement.before()),
                Amount.of(movement.after()),
                movement.subscriptions().stream().map(SubscriptionId::value).toList());
    }
}
