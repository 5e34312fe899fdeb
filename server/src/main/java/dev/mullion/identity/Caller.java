package dev.mullion.identity;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;

/** Who sent a request. Says nothing of what they may do: the {@link Doorway} reads that inside the workspace's door. */
public sealed interface Caller {

    Actor actor();

    /** A person with a live session. */
    record PersonCaller(PersonId person, SessionId session) implements Caller {
        @Override
        public Actor actor() {
            return actorOf(person);
        }
    }

    /** The holder of an API token; the workspace is the token's own. */
    record TokenCaller(WorkspaceId workspace, TokenId token) implements Caller {
        @Override
        public Actor actor() {
            return new Actor(Actor.Kind.TOKEN, token.toString());
        }
    }

    static Actor actorOf(PersonId person) {
        return new Actor(Actor.Kind.PERSON, person.toString());
    }
}
