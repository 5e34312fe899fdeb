package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.time.Instant;
import java.util.Map;

/** An installation as GitHub describes it to the App: what it may do, and whether it is suspended. */
final class GrantReading {

    private final AllowList list;
    private final Slot<Map<String, String>> permissions;
    private final Slot<Instant> suspendedAt;

    GrantReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        permissions = allow.words("permissions");
        suspendedAt = allow.instant("suspended_at");
        list = allow.build(parsers);
    }

    record Grant(Map<String, String> permissions, boolean isSuspended) {}

    AllowList list() {
        return list;
    }

    Grant grant(Reading reading) {
        return new Grant(reading.require(permissions), reading.get(suspendedAt) != null);
    }
}
