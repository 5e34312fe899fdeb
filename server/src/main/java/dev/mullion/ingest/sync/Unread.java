package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Removals;
import dev.mullion.ingest.Deliveries;
import dev.mullion.tenancy.Actor;
import org.springframework.stereotype.Component;

/** Connections that were ended here and that nothing ever came from, inside the door of their workspace. */
@Component
public class Unread {

    private final SyncRuns runs;
    private final Deliveries deliveries;
    private final Removals removals;

    Unread(SyncRuns runs, Deliveries deliveries, Removals removals) {
        this.runs = runs;
        this.deliveries = deliveries;
        this.removals = removals;
    }

    /** Whether it can be taken off the list: no number anywhere rests on it. */
    public boolean is(Connection connection) {
        return connection.endedHere()
                && runs.lastRead(connection.id()).isEmpty()
                && deliveries.figures(connection.id()).total().received() == 0;
    }

    /**
     * Takes it off the list.
     *
     * @throws IllegalArgumentException for one that something was read from
     */
    public void remove(Connection connection, Actor actor) {
        if (!is(connection)) {
            throw new IllegalArgumentException("facts rest on " + connection.id());
        }
        removals.remove(connection.id(), actor);
    }
}
