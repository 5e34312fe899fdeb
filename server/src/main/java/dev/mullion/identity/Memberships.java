package dev.mullion.identity;

import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import dev.mullion.tenancy.WorkspaceId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who belongs where: the person found by the keyed hash of an e-mail address, and the route to each workspace. */
@Component
class Memberships {

    /** Nobody works in more; a bound for what one sign-in records. */
    static final int MOST_WORKSPACES = 100;

    private final GlobalSql global;
    private final TenantSql tenant;
    private final DerivedKey key;
    private final Clock clock;

    Memberships(GlobalSql global, TenantSql tenant, KeyRing keys, Clock clock) {
        this.global = global;
        this.tenant = tenant;
        this.key = keys.installation(KeyLabel.ROUTE);
        this.clock = clock;
    }

    Optional<PersonId> find(EmailAddress email) {
        return global.sql("select id from person where email_key = :key")
                .param("key", hash(email))
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }

    List<WorkspaceId> of(PersonId person) {
        return global.sql("""
                select workspace_id
                  from membership_route
                 where person_id = :person
                 order by workspace_id
                 limit :most
                """)
                .param("person", person.value())
                .param("most", MOST_WORKSPACES)
                .query((row, _) -> new WorkspaceId(row.getObject("workspace_id", UUID.class)))
                .list();
    }

    /**
     * The workspace with this slug if the person belongs to it. One question, the same whether the slug is unknown or
     * another's, so that the time it takes tells nothing, and no door is opened for who is not a member.
     */
    Optional<WorkspaceId> route(PersonId person, Slug slug) {
        return global.sql("""
                select r.workspace_id
                  from membership_route r
                  join workspace w on w.id = r.workspace_id
                 where r.person_id = :person
                   and w.slug = :slug
                """)
                .param("person", person.value())
                .param("slug", slug.value())
                .query(UUID.class)
                .optional()
                .map(WorkspaceId::new);
    }

    /** Makes the person a member of the workspace whose door is open; nothing changes for one who is already. */
    Optional<PersonId> join(Profile profile, Permissions permissions) {
        PersonId person = personBehindTheDoor(profile.email());
        int joined = tenant.sql("""
                insert into member (workspace_id, person_id, email, name, permissions, added_at)
                values (:workspace, :person, :email, :name, string_to_array(:permissions, ','), :now)
                on conflict (workspace_id, person_id) do update
                   set email = excluded.email,
                       name = excluded.name,
                       permissions = excluded.permissions,
                       added_at = excluded.added_at,
                       removed_at = null
                 where member.removed_at is not null
                """)
                .param("person", person.value())
                .param("email", profile.email().value())
                .param("name", profile.name())
                .param("permissions", permissions.toString())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (joined == 0) {
            return Optional.empty();
        }
        tenant.sql("""
                insert into membership_route (person_id, workspace_id)
                values (:person, :workspace)
                on conflict do nothing
                """).param("person", person.value()).update();
        return Optional.of(person);
    }

    /** Ends the membership in the workspace whose door is open; false when there was none. */
    boolean leave(PersonId person) {
        int left = tenant.sql("""
                update member
                   set removed_at = :now
                 where workspace_id = :workspace
                   and person_id = :person
                   and removed_at is null
                """)
                .param("person", person.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        tenant.sql("delete from membership_route where person_id = :person and workspace_id = :workspace")
                .param("person", person.value())
                .update();
        return left == 1;
    }

    /**
     * Takes address and name away from somebody who is no member of the workspace whose door is open any more; false
     * when they never were one.
     */
    boolean unname(PersonId person) {
        return tenant.sql("""
                update member
                   set email = null,
                       name = null
                 where workspace_id = :workspace
                   and person_id = :person
                   and removed_at is not null
                """).param("person", person.value()).update() == 1;
    }

    private PersonId personBehindTheDoor(EmailAddress email) {
        tenant.sql("""
                insert into person (id, email_key, created_at)
                values (:id, :key, :now)
                on conflict (email_key) do nothing
                """)
                .param("id", Uuid7.next(clock))
                .param("key", hash(email))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return tenant.sql("select id from person where email_key = :key")
                .param("key", hash(email))
                .query((row, _) -> new PersonId(row.getObject("id", UUID.class)))
                .single();
    }

    private byte[] hash(EmailAddress email) {
        return Credential.of(email.value()).hash(key, "email");
    }
}
