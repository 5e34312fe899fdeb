package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permissions;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Asks every page and answer of the own workspace as people with one permission key each, and as one with none. */
@Component
class OneKeyEach {

    /** What every member has, whatever they may do: Home, its parts, and its stream of "something changed". */
    private static final Set<String> EVERY_MEMBERS = Set.of("/w/{slug}", "/w/{slug}/live", "/w/{slug}/events");

    private final OwnPort port;
    private final Routes routes;
    private final CanaryPeople canaries;

    OneKeyEach(OwnPort port, Routes routes, CanaryPeople canaries) {
        this.port = port;
        this.routes = routes;
        this.canaries = canaries;
    }

    List<Check> run() {
        Map<String, Set<String>> openTo = new TreeMap<>();
        try (Visitor visitor = Visitor.of(port)) {
            Set<String> none = opened(visitor, "no-key", Permissions.none());
            for (Domain domain : Domain.values()) {
                Set<String> opened = opened(visitor, domain.word(), Permissions.of(Permission.read(domain)));
                opened.removeAll(EVERY_MEMBERS);
                openTo.put(domain.word(), opened);
            }
            return List.of(withoutKey(none), independent(openTo), used(openTo));
        }
    }

    private Set<String> opened(Visitor visitor, String name, Permissions permissions) {
        Set<String> opened = new TreeSet<>();
        String slug = canaries.home().slug().value();
        try (CanaryPeople.Member member = canaries.signIn(visitor, name, permissions)) {
            for (Route route : routes.ofWorkspaces()) {
                if (route.reads()
                        && visitor.get(route.path(Routes.in(slug)), member.header())
                                        .status()
                                < 400) {
                    opened.add(route.pattern());
                }
            }
        }
        return opened;
    }

    /** That Home opens shows that the canary came in at all. */
    private static Check withoutKey(Set<String> none) {
        return Check.of(
                "keys.none",
                none.equals(EVERY_MEMBERS),
                "a member without a key opens " + none.size() + " routes, those that every member has"
                        + (none.equals(EVERY_MEMBERS) ? "" : ": " + none));
    }

    private static Check independent(Map<String, Set<String>> openTo) {
        List<String> shared = new ArrayList<>();
        Map<String, String> owner = new TreeMap<>();
        openTo.forEach((domain, opened) -> opened.forEach(route -> {
            String other = owner.put(route, domain);
            if (other != null) {
                shared.add(route + " opens to " + other + " and " + domain);
            }
        }));
        return Check.of(
                "keys.independent",
                shared.isEmpty(),
                owner.size() + " routes, each opened by one key of " + openTo.size()
                        + (shared.isEmpty() ? "" : "; " + shared));
    }

    /** A key that opened nothing where it should would make the others' silence worthless. */
    private static Check used(Map<String, Set<String>> openTo) {
        List<String> opening = openTo.entrySet().stream()
                .filter(domain -> !domain.getValue().isEmpty())
                .map(domain -> domain.getKey() + " " + domain.getValue().size())
                .toList();
        return Check.of("keys.used", opening.size() >= 3, "routes opened: " + String.join(", ", opening));
    }
}
