package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.IdHash;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Installations of one App, and whose they are, inside the open door of a workspace. */
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
     * Takes one that somebody was shown to own for this workspace. What the workspace had before, this one or an
     * earlier one on the same account, goes on as it was, with its positions and facts.
     *
     * @param account what it stands on at the vendor
     * @throws AlreadyClaimed when another workspace has it
     * @throws StillEnding while the vendor is being told that it ended
     */
    public ConnectionId install(long installation, IdHash account, Actor actor) {
        Optional<HookRoutes.Target> claimed = routes.installationNow("github", installation);
        if (claimed.filter(target -> !target.workspace().equals(Workspaces.bound()))
                .isPresent()) {
            throw new AlreadyClaimed();
        }
        return taken(claimed.map(HookRoutes.Target::connection), new Taken(installation, account), actor);
    }

    /**
     * Takes one for this workspace on the operator's word, which is no proof. What the workspace had under this number
     * goes on as it was.
     *
     * @throws AlreadyClaimed when any workspace has it
     */
    public ConnectionId claim(long installation, Actor operator) {
        if (routes.installationNow("github", installation).isPresent()) {
            throw new AlreadyClaimed();
        }
        return taken(Optional.empty(), new Taken(installation, null), operator);
    }

    /** @param account null where nobody was shown to own it */
    private record Taken(long installation, @Nullable IdHash account) {

        @Nullable UUID hash() {
            return account == null ? null : account.value();
        }
    }

    private ConnectionId taken(Optional<ConnectionId> claimed, Taken one, Actor actor) {
        Optional<ConnectionId> earlier = claimed.or(() -> earlier(one));
        if (earlier.isPresent()) {
            goOn(earlier.get(), one, actor);
            return earlier.get();
        }
        ConnectionId made = connections.claim(one.installation(), actor);
        tenant.sql("update connection set account = :account::uuid where workspace_id = :workspace and id = :id")
                .param("account", one.hash())
                .param("id", made.value())
                .update();
        return made;
    }

    /** The connection that this workspace had of it and that has ended, the last one first. */
    private Optional<ConnectionId> earlier(Taken one) {
        return tenant.sql("""
                select id
                  from connection
                 where workspace_id = :workspace
                   and connector = 'github'
                   and kind = 'app'
                   and (ended_here or state = 'disconnected')
                   and (installation = :installation or account = :account::uuid)
                 order by installation = :installation desc, state_at desc, id desc
                 limit 1
                """)
                .param("installation", one.installation())
                .param("account", one.hash())
                .query((row, _) -> new ConnectionId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** As it stands, and nobody tells the vendor of its end, or says anything of it, until the transaction is over. */
    private record Standing(long installation, boolean isEnding, boolean isOver) {}

    private Standing hold(ConnectionId id) {
        return tenant.sql("""
                select installation, coalesce(farewell = 'saying' and farewell_at > :now, false) as ending,
                       ended_here or state in ('disconnected', 'refused') as over
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   for no key update
                """)
                .param("now", now())
                .param("id", id.value())
                .query((row, _) ->
                        new Standing(row.getLong("installation"), row.getBoolean("ending"), row.getBoolean("over")))
                .single();
    }

    /** One that works stays as it is. */
    private void goOn(ConnectionId id, Taken one, Actor actor) {
        Standing standing = hold(id);
        if (standing.isEnding()) {
            throw new StillEnding();
        }
        if (standing.installation() != one.installation()) {
            routes.removeAccount("github", Long.toString(standing.installation()));
        }
        tenant.sql("""
                update connection
                   set installation = :installation, account = coalesce(:account::uuid, account),
                       state = case when :over then 'waiting' else state end,
                       state_at = case when :over then :now else state_at end,
                       said = case when :over then null else said end,
                       farewell = null, farewell_at = null, ended_here = false, removed_at = null
                 where workspace_id = :workspace
                   and id = :id
                """)
                .param("installation", one.installation())
                .param("account", one.hash())
                .param("over", standing.isOver())
                .param("now", now())
                .param("id", id.value())
                .update();
        routes.addAccount("github", Long.toString(one.installation()), id);
        if (standing.isOver()) {
            audit.record(new AuditEvent(
                    AuditAction.CONNECTION_CHANGED,
                    actor,
                    id.toString(),
                    "waiting: its owner connected it anew, and reading goes on where it was"));
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
