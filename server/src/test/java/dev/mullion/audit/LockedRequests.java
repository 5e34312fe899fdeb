package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.util.Optional;

/** Requests that are turned away from a workspace, for tests of other modules. */
public final class LockedRequests {

    private final TurnedAway turnedAway;

    public LockedRequests(Workspaces workspaces, AuditTrail trail, Clock clock) {
        this.turnedAway = new TurnedAway(workspaces, trail, clock);
    }

    public void turnAway(WorkspaceId workspace, Actor by) {
        turnedAway.tell(Optional.of(workspace), by, "post.w.slug.audit.verify", Outcome.REFUSED);
    }

    public void summarise() {
        turnedAway.summarise();
    }
}
