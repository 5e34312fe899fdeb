package dev.mullion.identity;

import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The members of a workspace as they are now. Safe to share between threads. */
@Component
public class Members {

    private static final int MOST_LISTED = 1_000;

    private final TenantSql tenant;
    private final Workspaces workspaces;
    private final Memberships memberships;

    Members(TenantSql tenant, Workspaces workspaces, Memberships memberships) {
        this.tenant = tenant;
        this.workspaces = workspaces;
        this.memberships = memberships;
    }

    /** One person in one workspace. */
    public record Member(PersonId person, Profile profile, Permissions permissions, Instant addedAt) {}

    /** The members of the workspace whose door is open, by name; at most 1,000. */
    public List<Member> list() {
        return tenant.sql("""
                select person_id, email, name, array_to_string(permissions, ',') as permissions, added_at
                  from member
                 where workspace_id = :workspace
                   and removed_at is null
                 order by name, person_id
                 limit :most
                """).param("most", MOST_LISTED).query(Members::member).list();
    }

    /** One member of the workspace whose door is open. */
    public Optional<Member> find(PersonId person) {
        return tenant.sql("""
                select person_id, email, name, array_to_string(permissions, ',') as permissions, added_at
                  from member
                 where workspace_id = :workspace
                   and person_id = :person
                   and removed_at is null
                """)
                .param("person", person.value())
                .query(Members::member)
                .optional();
    }

    /** What {@code person} may do in the workspace whose door is open; empty when they are not a member. */
    public Optional<Permissions> permissionsOf(PersonId person) {
        return tenant.sql("""
                select array_to_string(permissions, ',')
                  from member
                 where workspace_id = :workspace
                   and person_id = :person
                   and removed_at is null
                """)
                .param("person", person.value())
                .query(String.class)
                .optional()
                .map(Permissions::stored);
    }

    /** The workspaces that {@code person} can enter now, by slug; at most 100. */
    public List<Workspace> workspacesOf(PersonId person) {
        return memberships.of(person).stream()
                .map(workspaces::find)
                .flatMap(Optional::stream)
                .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                .sorted(Comparator.comparing(workspace -> workspace.slug().value()))
                .toList();
    }

    private static Member member(ResultSet row, int number) throws SQLException {
        return new Member(
                new PersonId(row.getObject("person_id", UUID.class)),
                new Profile(new EmailAddress(row.getString("email")), row.getString("name")),
                Permissions.stored(row.getString("permissions")),
                row.getTimestamp("added_at").toInstant());
    }
}
