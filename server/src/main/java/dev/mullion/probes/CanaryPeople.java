package dev.mullion.probes;

import dev.mullion.identity.Access;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.Credential;
import dev.mullion.identity.EmailAddress;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.People;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.PersonId;
import dev.mullion.identity.Profile;
import dev.mullion.identity.Sessions;
import dev.mullion.identity.SignIn;
import dev.mullion.loopback.Visitor;
import dev.mullion.loopback.Visitor.Answer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * People of two hidden workspaces, in whose names the server is visited. They are made at first use and stay; their
 * sessions and tokens end with the visit.
 */
@Component
class CanaryPeople {

    static final Slug HOME = new Slug("canary-home");
    static final Slug NEXT_DOOR = new Slug("canary-next-door");

    /** No workspace has it: it is never made. */
    static final String NOWHERE = "canary-nowhere";

    private static final Duration LIFE = Duration.ofMinutes(2);

    private final Workspaces workspaces;
    private final People people;
    private final SignIn signIn;
    private final Sessions sessions;
    private final ApiTokens tokens;

    CanaryPeople(Workspaces workspaces, People people, SignIn signIn, Sessions sessions, ApiTokens tokens) {
        this.workspaces = workspaces;
        this.people = people;
        this.signIn = signIn;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    Workspace home() {
        return workspace(HOME);
    }

    Workspace nextDoor() {
        return workspace(NEXT_DOOR);
    }

    private Workspace workspace(Slug slug) {
        try {
            return workspaces
                    .find(slug)
                    .orElseGet(() -> workspaces.create(slug, "A canary of the checks", Workspace.Kind.CANARY));
        } catch (DuplicateKeyException _) {
            // Another node was quicker.
            return workspaces.find(slug).orElseThrow();
        }
    }

    /**
     * A member of {@link #home()} who signs in as people do, and out again at the end.
     *
     * @param link what was used up to come in
     * @param answer what the server sent when it was
     */
    record Member(String link, Answer answer, Sessions sessions) implements AutoCloseable {

        /** The header that carries the session. */
        String[] header() {
            return new String[] {"Cookie", cookie()};
        }

        String cookie() {
            return answer.header("Set-Cookie").orElse("").split(";", 2)[0];
        }

        /** The value alone: what opens the session. */
        String session() {
            return cookie().substring(cookie().indexOf('=') + 1);
        }

        /** This session and no other: another server may be visiting in the same name. */
        @Override
        public void close() {
            sessions.verify(Credential.of(session())).ifPresent(caller -> sessions.revoke(caller.session()));
        }
    }

    /** A token that is revoked at the end. */
    record Token(ApiTokens.Made made, Workspace workspace, Workspaces workspaces, ApiTokens tokens)
            implements AutoCloseable {

        String[] header() {
            return new String[] {"Authorization", "Bearer " + text()};
        }

        String text() {
            return made.secret().expose(text -> text);
        }

        @Override
        public void close() {
            try {
                workspaces.within(workspace.id(), () -> {
                    tokens.revoke(made.id(), Actor.system("probes"));
                    return true;
                });
            } catch (NotHere _) {
                // A probe had it revoked over HTTP.
            }
        }
    }

    /** @param name of the canary; each has the same permissions always */
    Member signIn(Visitor visitor, String name, Permissions permissions) {
        PersonId person = person(name, permissions);
        String link = signIn.link(person, Actor.OPERATOR).address().getPath();
        return new Member(link, visitor.ask("POST", link, ""), sessions);
    }

    private PersonId person(String name, Permissions permissions) {
        Workspace home = home();
        EmailAddress email = new EmailAddress(name + "@canary.invalid");
        return people.find(email)
                .orElseGet(() -> people.add(
                        home.id(), new Profile(email, "Canary " + name), permissions, Actor.system("probes")));
    }

    Token token(Permissions permissions) {
        return token(home(), permissions);
    }

    Token token(Workspace of, Permissions permissions) {
        var request = new ApiTokens.Request("of a probe", permissions, LIFE);
        ApiTokens.Made made = workspaces.within(of.id(), () -> tokens.create(Access.ofOperator(of), request));
        return new Token(made, of, workspaces, tokens);
    }

    /** What opens nothing, though it looks as if it might. */
    static Credential forged() {
        return Credential.of("eyJhbGciOiJub25lIn0.eyJzdWIiOiIwIn0.");
    }
}
