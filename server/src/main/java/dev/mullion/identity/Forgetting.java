package dev.mullion.identity;

import dev.mullion.audit.Erasure;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Forgets a person in one workspace: their membership where there is one, their address and name, and what its log
 * tells of them. One transaction, so that it is done or not, and asked again it is done again. Safe to share between
 * threads.
 */
@Component
public class Forgetting {

    private final Workspaces workspaces;
    private final People people;
    private final Memberships memberships;
    private final Erasure erasure;

    Forgetting(Workspaces workspaces, People people, Memberships memberships, Erasure erasure) {
        this.workspaces = workspaces;
        this.people = people;
        this.memberships = memberships;
        this.erasure = erasure;
    }

    /**
     * Forgets somebody who is a member, or was. Call it outside the door.
     *
     * @return of how many events the details went
     * @throws NotHere when they never were a member
     * @throws Declined when nobody would be left who manages settings
     */
    public int forget(WorkspaceId workspace, PersonId person, Actor by) {
        var erased = new AtomicInteger();
        workspaces.within(workspace, () -> {
            people.ended(person, by);
            if (!memberships.unname(person)) {
                throw new NotHere();
            }
            // Behind the events of the removal, which are about the person too.
            Workspaces.beforeCommit(() -> erased.set(erasure.of(workspace, person.toString(), by)));
            return true;
        });
        return erased.get();
    }
}
