package dev.mullion.telemetry.views;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.revenue.Revenue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscription, and how it is counted. */
public record SubscriptionView(
        String id,
        @Nullable String customerHash,
        @Nullable String alias,
        String status,
        String counted,
        List<Amount> list,
        List<Amount> net,
        List<String> remarks,
        int items,
        Instant startedAt,
        @Nullable Instant endedAt,
        Instant since,
        Instant asOf) {

    /** With what those customers are called that have an alias. */
    public static SubscriptionView of(Revenue.Entry entry, Map<IdHash, String> aliases) {
        Subscription said = entry.version().said();
        return new SubscriptionView(
                said.id().value(),
                Words.of(said.customer()),
                Words.alias(said.customer(), aliases),
                Words.of(said.standing().status()),
                Words.of(entry.moment()),
                entry.list().stream().map(Amount::of).toList(),
                entry.net().stream().map(Amount::of).toList(),
                entry.remarks().stream().map(Words::of).sorted().toList(),
                said.items().size(),
                said.times().startedAt(),
                said.times().endedAt(),
                entry.version().since(),
                said.asOf());
    }
}
