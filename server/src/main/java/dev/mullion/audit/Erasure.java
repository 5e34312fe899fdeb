package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Takes out of a log what was told of one person: salt and payload of each event that they did or that was done about
 * them. Header and commitment stay, so every proof that was given still holds; without its salt a commitment cannot be
 * guessed. Of the events from before there was a log, the copy outside of it loses its detail as well, whether it was
 * taken in already or not.
 */
@Component
public class Erasure {

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final EntryLog log;
    private final Clock clock;

    Erasure(Workspaces workspaces, TenantSql tenant, EntryLog log, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Erases, and the log says so: the event that does is itself without a payload.
     *
     * @param person their id
     * @return of how many events
     */
    public int of(WorkspaceId workspace, String person, Actor by) {
        return workspaces.within(workspace, () -> {
            holdOlder();
            var event = new AuditEvent(AuditAction.PERSON_ERASED, by, person, "");
            long place = log.append(EventText.of(event, clock.instant(), RequestId.current()))
                    .index();
            emptyOlder(person);
            return tenant.sql("""
                    update audit_entry
                       set salt = null,
                           payload = null,
                           erased_by = :place
                     where workspace_id = :workspace
                       and index < :place
                       and salt is not null
                       and :party = any (array[actor, object])
                    """)
                    .param("place", place)
                    .param("party", "person:" + person)
                    .update();
        });
    }

    /** Whoever takes older events in has read them with their details: these come to stand before this erasure. */
    private void holdOlder() {
        tenant.sql("select id from audit_older where workspace_id = :workspace for update")
                .query()
                .listOfRows();
    }

    private void emptyOlder(String person) {
        tenant.sql("""
                update audit_event
                   set detail = ''
                 where workspace_id = :workspace
                   and detail <> ''
                   and (subject = :person or (actor_kind = 'person' and actor = :person))
                """).param("person", person).update();
    }
}
