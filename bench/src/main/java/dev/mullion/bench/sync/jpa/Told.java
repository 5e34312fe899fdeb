package dev.mullion.bench.sync.jpa;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stripe's values as the columns have them. */
final class Told {

    private Told() {}

    static @Nullable Instant instant(@Nullable Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }

    /** As long as the keyed hash that Mullion stores in its place, and without a key. */
    static UUID uuid(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }
}
