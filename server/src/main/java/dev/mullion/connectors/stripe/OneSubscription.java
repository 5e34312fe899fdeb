package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.keys.IdHasher;
import java.util.Optional;

/** A subscription that was asked for by its id. */
final class OneSubscription {

    private final AllowList list;
    private final SubscriptionShape subscription;

    OneSubscription(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        subscription = new SubscriptionShape(allow);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    Optional<SubscriptionShape.Draft> draft(Reading reading, IdHasher hasher) {
        return subscription.draft(reading, hasher);
    }
}
