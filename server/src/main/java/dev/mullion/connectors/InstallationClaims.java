package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import org.springframework.stereotype.Component;

/** Whether a workspace may still speak for an account, asked each time that somebody wants to. */
@Component
public class InstallationClaims {

    private final Workspaces workspaces;
    private final Connections connections;
    private final HookRoutes routes;
    private final AuditTrail audit;

    InstallationClaims(Workspaces workspaces, Connections connections, HookRoutes routes, AuditTrail audit) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.routes = routes;
        this.audit = audit;
    }

    /** Whether this connection has the account, and nobody ended it. Not inside a door: it opens one. */
    public boolean stands(Link link) {
        return isRouted(link) && workspaces.within(link.workspace(), () -> standsHere(link));
    }

    /**
     * Records that a token is asked for, where the claim stands; says whether it does.
     *
     * @param what a few words for the trail
     */
    public boolean record(Link link, String what) {
        return isRouted(link) && workspaces.within(link.workspace(), () -> recordHere(link, what));
    }

    /** The route is a keyed hash: a number that somebody wrote into a row leads nowhere. */
    private boolean isRouted(Link link) {
        return routes.ofInstallation("github", link.account())
                .filter(target -> target.workspace().equals(link.workspace())
                        && target.connection().equals(link.connection()))
                .isPresent();
    }

    private boolean standsHere(Link link) {
        return connections
                .find(link.connection())
                .filter(found -> !found.endedHere())
                .filter(found -> Long.valueOf(link.account()).equals(found.installation()))
                .isPresent();
    }

    private boolean recordHere(Link link, String what) {
        boolean stands = standsHere(link);
        if (stands) {
            audit.record(new AuditEvent(
                    AuditAction.TOKEN_MINTED,
                    Actor.system("sync"),
                    link.connection().toString(),
                    what));
        }
        return stands;
    }
}
