package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up deliveries by connection and outcome, so that a batch costs one count. */
final class Tally {

    private Tally() {}

    private record Key(ConnectionId connection, Outcome outcome) {}

    static Collection<DeliveryLog.Sum> of(List<DeliveryLog.Line> lines, List<Outcome> outcomes) {
        Map<Key, DeliveryLog.Sum> sums = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Delivery delivery = lines.get(i).delivery();
            Outcome outcome = outcomes.get(i);
            int kept = outcome == Outcome.KEPT ? lines.get(i).bytesKept() : 0;
            sums.merge(
                    new Key(delivery.connection(), outcome),
                    new DeliveryLog.Sum(
                            delivery.connection(), outcome, 1, delivery.bytesRead(), kept, delivery.receivedAt()),
                    Tally::plus);
        }
        return new ArrayList<>(sums.values());
    }

    private static DeliveryLog.Sum plus(DeliveryLog.Sum one, DeliveryLog.Sum other) {
        return new DeliveryLog.Sum(
                one.connection(),
                one.outcome(),
                one.deliveries() + other.deliveries(),
                one.bytesRead() + other.bytesRead(),
                one.bytesKept() + other.bytesKept(),
                one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt());
    }
}
