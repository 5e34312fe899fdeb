package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Installations that somebody was shown to own, inside the open door of their workspace. */
@Component
public class Installations {

    private final Connections connections;
    private final HookRoutes routes;
    private final TenantSql tenant;
    private final AuditTrail audit;
    private final Clock clock;

    Installations(Connections connections, HookRoutes routes, TenantSql tenant, AuditTrail audit, Clock clock) {
        this.connections = connections;
        this.routes = routes;
        this.tenant = tenant;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes one for this workspace. One that it had before goes on as it was, with its positions and facts.
     *
     * @throws AlreadyClaimed when another workspace has it
     */
    public ConnectionId install(long installation, Actor actor) {
        Optional<HookRoutes.Target> claimed = routes.ofInstallation("github", installation);
        if (claimed.isEmpty()) {
            return connections.claim(installation, actor);
        }
        if (!claimed.get().workspace().equals(Workspaces.bound())) {
            throw new AlreadyClaimed();
        }
        goOn(claimed.get().connection(), actor);
        return claimed.get().connection();
    }

    /** One that works stays as it is. */
    private void goOn(ConnectionId id, Actor actor) {
        int changed = tenant.sql("""
                update connection
                   set state = 'waiting', state_at = :at, said = null, ended_here = false, removed_at = null
                 where workspace_id = :workspace
                   and id = :id
                   and (ended_here or state in ('disconnected', 'refused'))
                """)
                .param("at", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update();
        if (changed > 0) {
            audit.record(new AuditEvent(
                    AuditAction.CONNECTION_CHANGED,
                    actor,
                    id.toString(),
                    "waiting: its owner connected it anew, and reading goes on where it was"));
        }
    }
}
