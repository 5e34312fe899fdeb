package dev.mullion.identity.http;

import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.Session;
import dev.mullion.identity.SessionCookie;
import dev.mullion.identity.TestIdentity;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;

/** Two new workspaces, and who asks: a member of the first with a session, and a program of the first with a token. */
final class Neighbours {

    static final Permissions READS = Permissions.of(Permission.read(Domain.ENGINEERING));

    final Workspace a;
    final Workspace b;
    final Session session;
    final String cookie;
    final String bearer;

    Neighbours(TestIdentity identity) {
        identity.clock.advance(Duration.ofMinutes(2)); // nobody pays for what the test before asked
        a = identity.tenancy.newWorkspace();
        b = identity.tenancy.newWorkspace();
        identity.member(b, Permissions.all());
        session = identity.session(identity.member(a, READS));
        cookie = SessionCookie.NAME + "=" + session.token().expose(text -> text);
        bearer = "Bearer " + identity.token(a, READS).secret().expose(text -> text);
    }

    /** Where the API has the one thing of the first workspace. */
    String own() {
        return thing(a.slug().value(), "own");
    }

    static String thing(String slug, String thing) {
        return "/api/v1/workspaces/" + slug + "/things/" + thing;
    }
}
