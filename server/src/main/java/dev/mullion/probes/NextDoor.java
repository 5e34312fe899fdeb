package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.identity.Permissions;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import dev.mullion.loopback.Visitor.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/**
 * Asks every route of a workspace that is not the canary's, and the same of one that does not exist: the answers must
 * not differ, and none may let in. What changes something is only asked with a token: a form of a person is refused
 * before anybody looks at the workspace.
 */
@Component
class NextDoor {

    private static final int LIMITED = 429;

    /** There are more routes than anybody may ask at once: whoever waits is let in again, at fifty a second. */
    private static final int MOST_WAITS = 20;

    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final OwnPort port;
    private final Routes routes;
    private final CanaryPeople canaries;

    NextDoor(OwnPort port, Routes routes, CanaryPeople canaries) {
        this.port = port;
        this.routes = routes;
        this.canaries = canaries;
    }

    List<Check> run() {
        String there = canaries.nextDoor().slug().value();
        String home = canaries.home().slug().value();
        try (Visitor visitor = Visitor.of(port);
                CanaryPeople.Member member = canaries.signIn(visitor, "everything", Permissions.all());
                CanaryPeople.Token token = canaries.token(Permissions.all())) {
            List<Route> reading =
                    routes.ofWorkspaces().stream().filter(Route::reads).toList();
            return List.of(
                    Check.attempt(
                            "membership.home", () -> lets("membership.home", visitor, reading, home, member.header())),
                    Check.attempt(
                            "membership.person",
                            () -> refuses("membership.person", visitor, reading, there, member.header())),
                    Check.attempt(
                            "membership.token",
                            () -> refuses("membership.token", visitor, routes.ofWorkspaces(), there, token.header())));
        }
    }

    /** The control of the trial: who is let in nowhere shows nothing by being refused. */
    private static Check lets(String name, Visitor visitor, List<Route> asked, String slug, String... headers) {
        long open = asked.stream()
                .filter(route ->
                        visitor.get(route.path(Routes.in(slug)), headers).status() == 200)
                .count();
        return Check.of(
                name, open * 2 >= asked.size(), open + " of " + asked.size() + " routes of the own workspace answer");
    }

    private static Check refuses(String name, Visitor visitor, List<Route> asked, String slug, String... headers) {
        List<String> open = new ArrayList<>();
        for (Route route : asked) {
            Answer there = ask(visitor, route, slug, headers);
            Answer nowhere = ask(visitor, route, CanaryPeople.NOWHERE, headers);
            boolean refused = there.status() >= 400 && there.status() != LIMITED;
            if (!refused
                    || there.status() != nowhere.status()
                    || !there.body().replace(slug, "").equals(nowhere.body().replace(CanaryPeople.NOWHERE, ""))) {
                open.add(route + " answered " + there.status());
            }
        }
        return Check.of(
                name,
                open.isEmpty() && !asked.isEmpty(),
                asked.size() + " routes asked, " + (asked.size() - open.size())
                        + " answered as if there were no such workspace" + (open.isEmpty() ? "" : "; not so: " + open));
    }

    private static Answer ask(Visitor visitor, Route route, String slug, String... headers) {
        Answer answer = visitor.ask(route.method(), route.path(Routes.in(slug)), "", headers);
        for (int waits = 0; answer.status() == LIMITED && waits < MOST_WAITS; waits++) {
            LockSupport.parkNanos(A_MOMENT.toNanos());
            answer = visitor.ask(route.method(), route.path(Routes.in(slug)), "", headers);
        }
        return answer;
    }
}
