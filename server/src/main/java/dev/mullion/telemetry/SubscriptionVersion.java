package dev.mullion.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it stood for a while.
 *
 * @param until null for the one that holds now
 * @param seenFirst whether nothing is known of before: then it is taken to hold since the start
 */
public record SubscriptionVersion(
        Subscription said, Instant since, @Nullable Instant until, boolean seenFirst) {}
