package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.time.Instant;

/** The times of an {@code installation} object: epoch seconds in some actions, text in others. */
final class InstallationPaths {

    private final Slot<Instant> updatedAt;

    InstallationPaths(AllowList.Builder allow) {
        updatedAt = allow.instant("installation.updated_at");
    }

    Instant asOf(Reading reading) {
        return reading.require(updatedAt);
    }
}
