package dev.mullion.connectors;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Disconnects.Figures;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads how long disconnects took, over all workspaces and without naming one. */
final class DisconnectProbes {

    static final long MOST_MILLIS = 1_000;

    private final Workspaces workspaces;
    private final Connections connections;
    private final HookSecrets secrets;
    private final Disconnects disconnects;
    private final CanaryLink canary;

    DisconnectProbes(
            Workspaces workspaces,
            Connections connections,
            HookSecrets secrets,
            Disconnects disconnects,
            CanaryLink canary) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.secrets = secrets;
        this.disconnects = disconnects;
        this.canary = canary;
    }

    List<Check> run() {
        Figures figures = Figures.NONE;
        long left = 0;
        long locked = 0;
        for (Workspace workspace : workspaces.list()) {
            if (workspace.state() != Workspace.State.ACTIVE) {
                continue;
            }
            try {
                figures = figures.and(workspaces.within(workspace.id(), disconnects::lately));
                left += workspaces.within(workspace.id(), this::tokensLeft);
            } catch (WorkspaceUnavailable _) {
                locked++;
            }
        }
        List<Check> checks = new ArrayList<>();
        checks.add(figures.measured() == 0 ? tried() : worst(figures));
        checks.add(Check.of(
                "disconnect.left", left == 0, left + " connections that were disconnected here still have a token"));
        if (figures.unmeasured() > 0) {
            checks.add(Check.partial(
                    "disconnect.unmeasured", figures.unmeasured() + " ended without anybody to measure them"));
        }
        if (locked > 0) {
            checks.add(Check.partial(
                    "disconnect.locked", locked + " workspaces could not be looked into: locked or busy"));
        }
        return List.copyOf(checks);
    }

    private long tokensLeft() {
        return connections.list().stream()
                .filter(Connection::endedHere)
                .filter(ended -> secrets.hasTokens(ended.id()))
                .count();
    }

    private static Check worst(Figures figures) {
        return Check.of(
                "disconnect.worst",
                figures.worst() < MOST_MILLIS,
                "the worst of " + figures.measured() + " in 30 days took " + figures.worst()
                        + " ms until the token was deleted and that was committed");
    }

    private Check tried() {
        return Check.attempt("disconnect.tried", () -> {
            Link link = canary.connected();
            long begun = System.nanoTime();
            canary.disconnect(link);
            long took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            boolean isLeft = canary.hasToken(link);
            return Check.of(
                    "disconnect.tried",
                    !isLeft && took < MOST_MILLIS,
                    "nobody disconnected in 30 days; one of a hidden workspace took " + took + " ms, and its token is "
                            + (isLeft ? "still there" : "gone"));
        });
    }
}
