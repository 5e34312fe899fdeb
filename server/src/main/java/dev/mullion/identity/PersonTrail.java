package dev.mullion.identity;

import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Records what concerns a person, not one workspace, in each workspace that they belong to: each can then audit it. */
@Component
class PersonTrail {

    private final Workspaces workspaces;
    private final Members members;
    private final AuditTrail trail;

    PersonTrail(Workspaces workspaces, Members members, AuditTrail trail) {
        this.workspaces = workspaces;
        this.members = members;
        this.trail = trail;
    }

    /**
     * Makes {@code change} and its record in one transaction of the person's first workspace, then records it in the
     * others. When one of those fails this raises, and the caller must not hand out what the change made. For who
     * belongs nowhere nothing changes.
     */
    <T> Optional<T> change(PersonId person, AuditEvent event, Supplier<Optional<T>> change) {
        List<Workspace> where = members.workspacesOf(person);
        if (where.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> changed = workspaces.within(where.getFirst().id(), () -> {
            Optional<T> result = change.get();
            result.ifPresent(_ -> trail.record(event));
            return result;
        });
        changed.ifPresent(_ -> record(where.subList(1, where.size()), event));
        return changed;
    }

    /** Records what has happened already. */
    void record(PersonId person, AuditEvent event) {
        record(members.workspacesOf(person), event);
    }

    private void record(List<Workspace> where, AuditEvent event) {
        for (Workspace workspace : where) {
            workspaces.within(workspace.id(), () -> {
                trail.record(event);
                return true;
            });
        }
    }
}
