package dev.mullion.telemetry.views;

import dev.mullion.telemetry.InfrastructureCost;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An imported row of what infrastructure costs. */
public record InfrastructureCostView(
        String source,
        String provider,
        @Nullable String service,
        String month,
        String currency,
        String amount,
        Instant asOf) {

    public static InfrastructureCostView of(InfrastructureCost cost) {
        return new InfrastructureCostView(
                cost.id().source(),
                cost.id().provider(),
                cost.id().service().isEmpty() ? null : cost.id().service(),
                cost.id().month().toString(),
                cost.amount().currency().code(),
                Words.of(cost.amount()),
                cost.asOf());
    }
}
