package dev.mullion.identity;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;

/** What the doorway grants for one request: the workspace, who acts, and all that they may do there. */
public record Access(Workspace workspace, Actor actor, Permissions permissions) {

    /** The command line of the installation's owner. Never for anything that came over HTTP. */
    public static Access ofOperator(Workspace workspace) {
        return new Access(workspace, Actor.OPERATOR, Permissions.all());
    }

    public boolean allows(Permission permission) {
        return permissions.allows(permission);
    }
}
