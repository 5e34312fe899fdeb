package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times of an {@code installation} object: epoch seconds in some actions, text in others. */
final class InstallationPaths {

    private final Slot<Instant> updatedAt;

    InstallationPaths(AllowList.Builder allow) {
        updatedAt = allow.instant("installation.updated_at");
    }

    /** Null where the body does not say. */
    @Nullable Instant stated(Reading reading) {
        return reading.get(updatedAt);
    }

    Instant asOf(Reading reading) {
        return reading.require(updatedAt);
    }
}
