package dev.mullion.telemetry;

import java.time.Instant;

/**
 * A repository left the connection's scope or was deleted: its label goes, its facts stay, and it is shown as removed.
 *
 * @param at the latest instant that the delivery states. GitHub states none of the removal itself, so this may lie
 *     before other statements about the repository; the removal holds from its arrival.
 */
public record RepositoryRemoved(RepositoryId id, Instant at) implements Fact {

    @Override
    public int bytesKept() {
        return 8;
    }
}
