package dev.mullion.ingest;

import dev.mullion.connectors.HookRoutes.Target;

/** Where a delivery stands after verification. */
sealed interface Verified {

    record Unverified() implements Verified {}

    record Malformed(String what) implements Verified {}

    record Unclaimed() implements Verified {}

    record Ready(Target target, Delivery delivery) implements Verified {}
}
