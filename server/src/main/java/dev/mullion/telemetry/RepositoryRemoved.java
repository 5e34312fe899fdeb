package dev.mullion.telemetry;

import java.time.Instant;

/**
 * A repository left the connection's scope or was deleted: its label goes, its facts stay, and it is shown as removed.
 */
public record RepositoryRemoved(RepositoryId id, Instant at) implements Fact {

    @Override
    public int bytesKept() {
        return 8;
    }
}
