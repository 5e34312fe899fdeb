package dev.mullion.ingest;

import dev.mullion.connectors.HookRoutes.Target;
import java.util.List;

/** Where a delivery stands after verification. */
sealed interface Verified {

    record Unverified() implements Verified {}

    record Malformed(String what) implements Verified {}

    record Unclaimed() implements Verified {}

    /** What is to be stored: one for most vendors; some put several into one body, or nothing that is anybody's. */
    record Ready(List<Addressed> deliveries) implements Verified {
        public Ready {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A delivery and whose it is. */
    record Addressed(Target target, Delivery delivery) {}

    static Ready ready(Target target, Delivery delivery) {
        return new Ready(List.of(new Addressed(target, delivery)));
    }
}
