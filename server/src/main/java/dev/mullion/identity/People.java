package dev.mullion.identity;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Adds people to workspaces, changes what they may do, and removes them. Each call is one transaction with its audit
 * event in it. Safe to share between threads.
 */
@Component
public class People {

    private static final Permission LAST = Permission.manage(Permission.Domain.SETTINGS);

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Memberships memberships;
    private final Delegations delegations;
    private final AuditTrail trail;

    People(
            Workspaces workspaces,
            TenantSql tenant,
            Memberships memberships,
            Delegations delegations,
            AuditTrail trail) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.memberships = memberships;
        this.delegations = delegations;
        this.trail = trail;
    }

    /** Who is known by this address in the installation; for the operator, who alone may ask across workspaces. */
    public Optional<PersonId> find(EmailAddress email) {
        return memberships.find(email);
    }

    /**
     * Makes somebody a member. Who is known by this address elsewhere in the installation stays the same person; the
     * other workspaces neither see it nor change.
     *
     * @throws Declined when they are a member already
     */
    public PersonId add(WorkspaceId workspace, Profile profile, Permissions permissions, Actor by) {
        return workspaces.within(workspace, () -> {
            PersonId person = memberships
                    .join(profile, permissions)
                    .orElseThrow(() -> new Declined(
                            "this person is a member of the workspace already; change their permissions instead"));
            record(AuditAction.PERSON_ADDED, by, person, "permissions: " + permissions);
            return person;
        });
    }

    /**
     * Replaces what a member may do, from the next request on. Tokens they made that now reach further than they do are
     * revoked, links that they may make no more are withdrawn.
     *
     * @throws NotHere when they are not a member
     * @throws Declined when nobody would be left who manages settings
     */
    public void changePermissions(WorkspaceId workspace, PersonId person, Permissions permissions, Actor by) {
        workspaces.within(workspace, () -> {
            keepSomebodyInCharge(person, permissions);
            if (replacePermissions(person, permissions) == 0) {
                throw new NotHere();
            }
            delegations.endBeyond(person, permissions, by);
            record(AuditAction.PERMISSIONS_CHANGED, by, person, "permissions: " + permissions);
            return true;
        });
    }

    /**
     * Ends a membership. The person's session may live on for other workspaces; here the next request finds nothing.
     * Tokens they made here are revoked, and their links withdrawn.
     *
     * @throws NotHere when they are not a member
     * @throws Declined when nobody would be left who manages settings
     */
    public void remove(WorkspaceId workspace, PersonId person, Actor by) {
        workspaces.within(workspace, () -> {
            if (!ended(person, by)) {
                throw new NotHere();
            }
            return true;
        });
    }

    /** The same, inside the open door of the workspace; false when they are not a member. */
    boolean ended(PersonId person, Actor by) {
        keepSomebodyInCharge(person, Permissions.none());
        if (!memberships.leave(person)) {
            return false;
        }
        delegations.endBeyond(person, Permissions.none(), by);
        record(AuditAction.PERSON_REMOVED, by, person, "");
        return true;
    }

    private int replacePermissions(PersonId person, Permissions permissions) {
        return tenant.sql("""
                update member
                   set permissions = string_to_array(:permissions, ',')
                 where workspace_id = :workspace
                   and person_id = :person
                   and removed_at is null
                """)
                .param("person", person.value())
                .param("permissions", permissions.toString())
                .update();
    }

    /** Two who remove each other at the same time would both pass, so this holds the workspace's row until the end. */
    private void keepSomebodyInCharge(PersonId person, Permissions next) {
        WorkspaceLock.hold(tenant);
        if (next.allows(LAST) || !inCharge(person)) {
            return;
        }
        long others = tenant.sql("""
                select count(*)
                  from member
                 where workspace_id = :workspace
                   and person_id <> :person
                   and removed_at is null
                   and :last = any (permissions)
                """)
                .param("person", person.value())
                .param("last", LAST.toString())
                .query(Long.class)
                .single();
        if (others == 0) {
            throw new Declined(
                    "this is the last member who holds " + LAST + "; give it to somebody else first, then repeat this");
        }
    }

    private boolean inCharge(PersonId person) {
        return tenant.sql("""
                select :last = any (permissions)
                  from member
                 where workspace_id = :workspace
                   and person_id = :person
                   and removed_at is null
                """)
                .param("person", person.value())
                .param("last", LAST.toString())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private void record(AuditAction action, Actor by, PersonId person, String detail) {
        trail.record(new AuditEvent(action, by, person.toString(), detail));
    }
}
