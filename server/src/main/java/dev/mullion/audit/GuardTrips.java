package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GuardTripped;
import dev.mullion.tenancy.Workspaces;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records every trip of a tenancy guard, in a transaction of its own: the one that tripped was rolled back. */
@Component
class GuardTrips {

    private final AuditTrail trail;
    private final Workspaces workspaces;

    GuardTrips(AuditTrail trail, Workspaces workspaces) {
        this.trail = trail;
        this.workspaces = workspaces;
    }

    @EventListener
    void on(GuardTripped tripped) {
        var event = new AuditEvent(AuditAction.GUARD_TRIPPED, Actor.system("tenancy"), "guard", tripped.rule());
        if (tripped.workspace() == null) {
            trail.recordOfInstallation(event);
        } else {
            workspaces.within(tripped.workspace(), () -> {
                trail.record(event);
                return true;
            });
        }
    }
}
