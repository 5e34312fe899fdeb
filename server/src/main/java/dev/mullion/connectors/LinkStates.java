package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.telemetry.Arrival;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How links stand at their vendors, by what the vendors say and by what visits there show, in the workspace whose door
 * is open. What was disconnected here stays so. Every change is audited in its own transaction.
 */
@Component
public class LinkStates {

    private final TenantSql tenant;
    private final Connections connections;
    private final HookSecrets secrets;
    private final AuditTrail audit;
    private final Clock clock;

    LinkStates(TenantSql tenant, Connections connections, HookSecrets secrets, AuditTrail audit, Clock clock) {
        this.tenant = tenant;
        this.connections = connections;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /** The first verified delivery has arrived. That is no statement of the vendor's about the link. */
    public void heard(ConnectionId id) {
        int changed = tenant.sql("""
                update connection
                   set state = 'active', state_at = :at
                 where workspace_id = :workspace
                   and id = :id
                   and state = 'waiting'
                """)
                .param("at", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update();
        if (changed > 0) {
            changed(id, Actor.system("ingest"), "active: the first delivery arrived");
        }
    }

    /**
     * What the vendor says about the link, in the order in which it was so: an older statement never undoes a newer
     * one, whichever arrives first, and none undoes what was disconnected here. Of two at the same moment the later
     * arrival holds, but a link begins before everything else and ends after it.
     *
     * @param arrived stands in where the vendor does not say when, or dates it in the future
     */
    public void follow(ConnectionId id, Projected.LinkStatement statement, Instant arrived) {
        Instant at = new Arrival(arrived).version(Objects.requireNonNullElse(statement.asOf(), arrived));
        switch (statement.change()) {
            case CREATED, UNSUSPENDED -> become(id, Connection.State.ACTIVE, at, statement.change());
            case SUSPENDED -> become(id, Connection.State.SUSPENDED, at, statement.change());
            case REMOVED -> become(id, Connection.State.DISCONNECTED, at, statement.change());
            case PERMISSIONS_ACCEPTED -> heard(id);
        }
    }

    /**
     * What a visit to the vendor showed. It says nothing about the order of the vendor's own statements: one that is
     * older may still arrive, and the next visit sets that right.
     *
     * @param why in Mullion's own words, at most {@value Connections#LONGEST_WHY} characters; null where the link is as
     *     it should be
     */
    public void found(ConnectionId id, Connection.State state, @Nullable String why) {
        int changed = tenant.sql("""
                update connection
                   set state_at = case when state = :state then state_at else :at::timestamptz end,
                       state = :state, said = :why::text
                 where workspace_id = :workspace
                   and id = :id
                   and not ended_here
                   and (state, said) is distinct from (:state, :why::text)
                """)
                .param("state", state.word())
                .param("why", why)
                .param("at", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update();
        if (changed > 0) {
            changed(id, Actor.system("sync"), state.word() + ": " + (why == null ? "the link works" : why));
        }
    }

    /**
     * The vendor has ended the link, as a visit showed: what read from it is not kept any longer, what was read stays.
     * A refusal of a key that another one took the place of meanwhile says nothing of the link.
     *
     * @param visited when the visit began; a secret that somebody brought since then is another one, and stays
     */
    public void ended(ConnectionId id, Connection.State state, String why, Instant visited) {
        // Of a link by consent the visit itself renews what is sealed.
        boolean isByKey = connections
                .find(id)
                .filter(one -> one.kind() == Connection.Kind.KEY)
                .isPresent();
        if (isByKey && state == Connection.State.DISCONNECTED && secrets.hasTokenSince(id, visited)) {
            return;
        }
        found(id, state, why);
        if (state == Connection.State.DISCONNECTED) {
            secrets.forgetTokens(id, Actor.system("sync"), visited);
        }
    }

    /** Whether what reads from the vendor took the place of another since then. */
    public boolean hasTokenSince(ConnectionId id, Instant when) {
        return secrets.hasTokenSince(id, when);
    }

    private void become(ConnectionId id, Connection.State state, Instant at, Projected.Lifecycle change) {
        if (isOlder(id, at, change)) {
            return;
        }
        int changed = tenant.sql("""
                update connection
                   set state = :state, state_at = :at, said = null
                 where workspace_id = :workspace
                   and id = :id
                   and not ended_here
                   and state <> :state
                """)
                .param("state", state.word())
                .param("at", Timestamp.from(at))
                .param("id", id.value())
                .update();
        if (changed > 0) {
            String said = change.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            changed(id, Actor.system("ingest"), state.word() + ": GitHub says " + said);
        }
    }

    /** Notes the moment of the newest statement, and says whether this one is of an earlier. */
    private boolean isOlder(ConnectionId id, Instant at, Projected.Lifecycle change) {
        return tenant.sql("""
                update connection
                   set lifecycle_at = :at
                 where workspace_id = :workspace
                   and id = :id
                   and (lifecycle_at is null
                        or lifecycle_at < :at
                        or lifecycle_at = :at and state <> 'disconnected' and not :begins)
                """)
                        .param("at", Timestamp.from(at))
                        .param("begins", change == Projected.Lifecycle.CREATED)
                        .param("id", id.value())
                        .update()
                == 0;
    }

    private void changed(ConnectionId id, Actor actor, String detail) {
        audit.record(new AuditEvent(AuditAction.CONNECTION_CHANGED, actor, id.toString(), detail));
    }
}
