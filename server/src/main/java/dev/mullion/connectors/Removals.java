package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes connections off the list that nothing was ever read from, inside an open door. Their secrets and addresses are
 * gone with the transaction; nobody finds them any more but who asks what became of them.
 */
@Component
public class Removals {

    private static final int MOST = 20;

    private final TenantSql tenant;
    private final HookRoutes routes;
    private final HookSecrets secrets;
    private final AuditTrail audit;
    private final Clock clock;

    Removals(TenantSql tenant, HookRoutes routes, HookSecrets secrets, AuditTrail audit, Clock clock) {
        this.tenant = tenant;
        this.routes = routes;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * One that is gone.
     *
     * @param said why, in Mullion's own words
     */
    public record Removed(ConnectionId id, String connector, Instant at, String said) {}

    /** What a vendor's refusal of its key comes to for a connection. */
    public enum First {
        /** It worked before, or is none by key: it stays, and nothing was done. */
        WORKED_BEFORE,
        /** Nothing is left of it. */
        REMOVED,
        /** The key that was refused is deleted; another one was pasted, and nobody has said anything of that. */
        ANOTHER_IS_HERE
    }

    /**
     * The vendor refuses the key of a connection. One that worked before stays; one that never did is removed, and with
     * it the key: it waits for its first run from the paste until then, and never again. While another key waits to be
     * tried, it waits for what comes of that.
     *
     * @param why in Mullion's own words, at most {@value Connections#LONGEST_WHY} characters
     * @param visited when the visit began that the key was refused at; what was sealed later is another one
     */
    public First refusedAtFirst(ConnectionId id, String why, Instant visited) {
        if (!isHeldUntried(id)) {
            return First.WORKED_BEFORE;
        }
        Actor sync = Actor.system("sync");
        if (secrets.hasAnother(id, visited)) {
            secrets.forgetTokens(id, sync, visited);
            audit.record(new AuditEvent(
                    AuditAction.CONNECTION_CHANGED,
                    sync,
                    id.toString(),
                    "its first key is refused and deleted: " + why + "; another was pasted, which is tried"));
            return First.ANOTHER_IS_HERE;
        }
        tenant.sql("""
                update connection
                   set state = 'disconnected', state_at = :at, said = :why, ended_here = true, removed_at = :at
                 where workspace_id = :workspace
                   and id = :id
                """)
                .param("at", now())
                .param("why", why)
                .param("id", id.value())
                .update();
        forget(id, sync, "its key never worked: " + why);
        return First.REMOVED;
    }

    /** Held: nobody pastes another key between the look and what is done after it. */
    private boolean isHeldUntried(ConnectionId id) {
        return tenant.sql("""
                select id
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and kind = 'key'
                   and state = 'waiting'
                   and removed_at is null
                   for no key update
                """)
                .param("id", id.value())
                .query((row, _) -> row.getObject("id", UUID.class))
                .optional()
                .isPresent();
    }

    /** Removes one that was ended here. Whether anything was ever read from it is the caller's to know. */
    public void remove(ConnectionId id, Actor actor) {
        int removed = tenant.sql("""
                update connection
                   set removed_at = :at, said = :why
                 where workspace_id = :workspace
                   and id = :id
                   and ended_here
                   and removed_at is null
                """)
                .param("at", now())
                .param("why", "somebody took it off the list")
                .param("id", id.value())
                .update();
        if (removed > 0) {
            forget(id, actor, "nothing was ever read from it");
        }
    }

    /** What became of one; empty where it is there, or never was. */
    public Optional<Removed> of(ConnectionId id) {
        return tenant.sql("""
                select id, connector, removed_at, said
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and removed_at is not null
                """).param("id", id.value()).query(Removals::removed).optional();
    }

    /** Those whose key never worked, the latest first; not of a connector that something else connected later. */
    public List<Removed> refusedSince(Instant since) {
        return tenant.sql("""
                select r.id, r.connector, r.removed_at, r.said
                  from connection r
                 where r.workspace_id = :workspace
                   and r.removed_at > :since
                   and r.state_at = r.removed_at -- somebody here ends one first, and removes it later
                   and not exists (select c.id
                                     from connection c
                                    where c.workspace_id = :workspace
                                      and c.connector = r.connector
                                      and c.removed_at is null
                                      and c.created_at > r.created_at)
                 order by r.removed_at desc, r.id
                 limit :most
                """)
                .param("since", Timestamp.from(since))
                .param("most", MOST)
                .query(Removals::removed)
                .list();
    }

    private void forget(ConnectionId id, Actor actor, String why) {
        secrets.forgetAll(id, actor);
        routes.removeHook(id);
        audit.record(new AuditEvent(
                AuditAction.CONNECTION_REMOVED, actor, id.toString(), why + "; nothing of its secrets is kept"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Removed removed(ResultSet row, int number) throws SQLException {
        return new Removed(
                new ConnectionId(row.getObject("id", UUID.class)),
                row.getString("connector"),
                row.getTimestamp("removed_at").toInstant(),
                Objects.requireNonNullElse(row.getString("said"), "it was removed"));
    }
}
