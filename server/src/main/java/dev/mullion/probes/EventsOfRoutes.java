package dev.mullion.probes;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditTrail;
import dev.mullion.checks.Check;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permissions;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whether what changes something is recorded: every such route says what it leaves in the log, and one of them is asked
 * over HTTP and leaves it. That each of them does is the tests' to show, which carry all of them out.
 */
@Component
class EventsOfRoutes {

    private final Routes routes;
    private final OwnPort port;
    private final CanaryPeople canaries;
    private final Workspaces workspaces;
    private final AuditTrail trail;

    EventsOfRoutes(Routes routes, OwnPort port, CanaryPeople canaries, Workspaces workspaces, AuditTrail trail) {
        this.routes = routes;
        this.port = port;
        this.canaries = canaries;
        this.workspaces = workspaces;
        this.trail = trail;
    }

    List<Check> run() {
        return List.of(
                Check.attempt("audit.routes", this::declared), Check.attempt("audit.recorded", this::revokesAToken));
    }

    private Check declared() {
        List<Route> silent = routes.silent();
        long changing = routes.all().stream().filter(route -> !route.reads()).count();
        return Check.of(
                "audit.routes",
                silent.isEmpty() && changing > 0,
                silent.isEmpty()
                        ? changing + " routes change something, and each declares its event"
                        : "without a declared event: " + silent);
    }

    private Check revokesAToken() {
        try (Visitor visitor = Visitor.of(port);
                CanaryPeople.Token gone = canaries.token(Permissions.of(Permission.read(Domain.SETTINGS)));
                CanaryPeople.Token by = canaries.token(Permissions.of(Permission.manage(Domain.SETTINGS)))) {
            String id = gone.made().id().toString();
            visitor.ask("DELETE", "/api/v1/workspaces/" + canaries.home().slug() + "/tokens/" + id, "", by.header());
            boolean recorded = workspaces.within(
                    canaries.home().id(),
                    () -> trail.last(Set.of(AuditAction.TOKEN_REVOKED), id)
                            .filter(entry ->
                                    entry.actor().name().equals(by.made().id().toString()))
                            .isPresent());
            return Check.of(
                    "audit.recorded",
                    recorded,
                    "a canary's token was revoked over HTTP; the log "
                            + (recorded ? "says so, and who did it" : "does not say so"));
        }
    }
}
