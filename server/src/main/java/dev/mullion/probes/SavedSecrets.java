package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Connections.Endpoint;
import dev.mullion.identity.Permissions;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes a secret of every kind and searches everything that a manager of the workspace can read for them. That the
 * search finds what is there is shown by the one thing of each that may be seen.
 */
@Component
class SavedSecrets {

    private final OwnPort port;
    private final Routes routes;
    private final CanaryPeople canaries;
    private final CanaryHooks hooks;

    SavedSecrets(OwnPort port, Routes routes, CanaryPeople canaries, CanaryHooks hooks) {
        this.port = port;
        this.routes = routes;
        this.canaries = canaries;
        this.hooks = hooks;
    }

    List<Check> run() {
        Endpoint hook = hooks.of(canaries.home());
        try (Visitor visitor = Visitor.of(port);
                CanaryPeople.Member member = canaries.signIn(visitor, "everything", Permissions.all());
                CanaryPeople.Token token = canaries.token(Permissions.all())) {
            Map<String, String> secrets = new LinkedHashMap<>();
            secrets.put("hook", hook.secret());
            secrets.put("token", token.text());
            secrets.put("session", member.session());
            secrets.put("link", member.link().substring(member.link().lastIndexOf('/') + 1));
            List<String> answers = answers(visitor, hook, token, member.header());
            List<Check> checks = new ArrayList<>();
            checks.add(seen(answers, hook.id().toString(), token.made().id().toString()));
            secrets.forEach((kind, secret) -> checks.add(hidden(answers, kind, secret)));
            return checks;
        }
    }

    private List<String> answers(Visitor visitor, Endpoint hook, CanaryPeople.Token token, String... session) {
        Map<String, String> values = Map.of(
                "slug", canaries.home().slug().value(),
                "connection", hook.id().toString(),
                "id", hook.id().toString());
        List<String> answers = new ArrayList<>();
        for (Route route : routes.ofWorkspaces()) {
            if (route.reads()) {
                answers.add(visitor.get(route.path(values), session).whole());
                answers.add(visitor.get(route.path(values), token.header()).whole());
            }
        }
        return answers;
    }

    private static Check seen(List<String> answers, String... ids) {
        boolean all = List.of(ids).stream().allMatch(id -> answers.stream().anyMatch(answer -> answer.contains(id)));
        return Check.of(
                "secrets.search",
                all,
                answers.size() + " answers searched; the ids of what was made are in them: " + (all ? "yes" : "no"));
    }

    private static Check hidden(List<String> answers, String kind, String secret) {
        long found = answers.stream().filter(answer -> answer.contains(secret)).count();
        return Check.of(
                "secrets." + kind,
                found == 0 && secret.length() >= 20,
                "found in " + found + " of " + answers.size() + " answers");
    }
}
