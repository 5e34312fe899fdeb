package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import dev.mullion.loopback.Visitor.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks every route as somebody who may not. */
@Component
class Strangers {

    /** Well below the burst of one stranger's address. */
    private static final int OF_ONE_ADDRESS = 40;

    private final OwnPort port;
    private final Routes routes;

    Strangers(OwnPort port, Routes routes) {
        this.port = port;
        this.routes = routes;
    }

    List<Check> run() {
        String forged = CanaryPeople.forged().expose(text -> text);
        return List.of(
                Check.attempt("strangers.without-credentials", () -> refused("strangers.without-credentials")),
                Check.attempt(
                        "strangers.forged-session",
                        () -> refused("strangers.forged-session", "Cookie", "__Host-mullion=" + forged)),
                Check.attempt(
                        "strangers.forged-token",
                        () -> refused("strangers.forged-token", "Authorization", "Bearer " + forged)),
                Check.attempt("strangers.open", this::open));
    }

    private Check refused(String name, String... headers) {
        List<Route> behind = routes.behindTheDoor();
        List<String> letIn = new ArrayList<>();
        for (int from = 0; from < behind.size(); from += OF_ONE_ADDRESS) {
            try (Visitor visitor = Visitor.of(port)) {
                for (Route route : behind.subList(from, Math.min(behind.size(), from + OF_ONE_ADDRESS))) {
                    Answer answer = visitor.ask(route.method(), route.path(Map.of()), "", headers);
                    if (!isTurnedAway(route, answer)) {
                        letIn.add(route + " answered " + answer.status());
                    }
                }
            }
        }
        return Check.of(
                name,
                letIn.isEmpty() && !behind.isEmpty(),
                behind.size() + " routes asked, " + (behind.size() - letIn.size()) + " turned away"
                        + (letIn.isEmpty() ? "" : "; let in: " + letIn));
    }

    private static boolean isTurnedAway(Route route, Answer answer) {
        return route.isApi()
                ? answer.status() == 401
                : answer.status() == 303
                        && answer.header("Location")
                                .filter("/signed-out"::equals)
                                .isPresent()
                        && answer.body().isEmpty();
    }

    /** What is open says nothing of a workspace, not even that there is one. */
    private Check open() {
        List<String> telling = new ArrayList<>();
        List<Route> open = routes.open();
        try (Visitor visitor = Visitor.of(port)) {
            for (Route route : open) {
                if (route.isOfAWorkspace()
                        || (route.reads()
                                && visitor.get(route.path(Map.of())).body().contains("/w/"))) {
                    telling.add(route.toString());
                }
            }
        }
        return Check.of(
                "strangers.open",
                telling.isEmpty(),
                open.size() + " routes are open by design" + (telling.isEmpty() ? "" : "; telling: " + telling));
    }
}
