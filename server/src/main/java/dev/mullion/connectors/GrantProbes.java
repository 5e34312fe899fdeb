package dev.mullion.connectors;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what is stored of grants with manifests, and plays broader ones to the code that judges them. */
final class GrantProbes {

    private final Workspaces workspaces;
    private final Connections connections;
    private final Grants grants;
    private final List<Puller> pullers;
    private final CanaryLink canary;

    GrantProbes(
            Workspaces workspaces, Connections connections, Grants grants, List<Puller> pullers, CanaryLink canary) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.grants = grants;
        this.pullers = List.copyOf(pullers);
        this.canary = canary;
    }

    /** How many connections stand in which way. */
    private static final class Tally {
        private int kept;
        private int broader;
        private int untold;
        private int unread;
        private int locked;
    }

    /** Every connection of every workspace. */
    List<Check> stored() {
        Tally tally = new Tally();
        for (Workspace workspace : workspaces.list()) {
            if (workspace.state() == Workspace.State.ACTIVE) {
                count(workspace, tally);
            }
        }
        Check compared = Check.of(
                "grants.compared",
                tally.broader == 0,
                tally.broader == 0
                        ? tally.kept + " stored grants compared, none beyond its manifest; of " + tally.unread
                                + " connections nothing is granted, or was read back yet"
                        : tally.broader + " of " + (tally.kept + tally.broader)
                                + " stored grants go beyond their manifest");
        Stream<Check> untold = tally.untold == 0
                ? Stream.empty()
                : Stream.of(Check.partial(
                        "grants.untold",
                        tally.untold + " connections whose vendor cannot tell what was granted: each permission that"
                                + " is asked for was tried, what else there may be is not seen"));
        Stream<Check> locked = tally.locked == 0
                ? Stream.empty()
                : Stream.of(Check.partial(
                        "grants.locked", tally.locked + " workspaces could not be looked into: locked or busy"));
        return Stream.of(Stream.of(compared), untold, locked)
                .flatMap(checks -> checks)
                .toList();
    }

    private void count(Workspace workspace, Tally tally) {
        try {
            workspaces.within(workspace.id(), () -> grants.held(connections)).forEach(held -> count(held, tally));
        } catch (WorkspaceUnavailable _) {
            tally.locked++;
        }
    }

    private void count(Grants.Held held, Tally tally) {
        List<String> permissions = held.permissions();
        Puller puller = pullers.stream()
                .filter(one -> one.connector().equals(held.connection().connector()))
                .findFirst()
                .orElseThrow();
        if (permissions != null && isBeyond(puller.manifest(), permissions)) {
            tally.broader++;
        } else if (permissions == null) {
            tally.unread++;
        } else if (puller.isToldGrants()) {
            tally.kept++;
        } else {
            tally.untold++;
        }
    }

    private static boolean isBeyond(Manifest manifest, List<String> permissions) {
        Set<String> asked = manifest.asks().stream().map(Manifest.Scope::name).collect(Collectors.toSet());
        return permissions.stream().anyMatch(permission -> !permission.isEmpty() && !asked.contains(permission));
    }

    /** Each permission at a level that writes, one that nobody asks for, and one of them given to be stored. */
    List<Check> played() {
        List<Check> judged = pullers.stream().map(GrantProbes::judged).toList();
        return Stream.concat(
                        judged.stream(),
                        Stream.of(Check.attempt("grants.not-stored", () -> isNotStored(canary.connected()))))
                .toList();
    }

    private static Check judged(Puller puller) {
        List<Map<String, String>> broader = broaderThan(puller.manifest());
        long accepted = broader.stream()
                .filter(grant -> puller.refusal(grant).isEmpty())
                .count();
        return Check.of(
                "grants.refused." + puller.connector(),
                accepted == 0,
                "of " + broader.size() + " broader grants that were played, " + accepted + " would have been accepted");
    }

    private static List<Map<String, String>> broaderThan(Manifest manifest) {
        Map<String, String> asked =
                manifest.asks().stream().collect(Collectors.toMap(Manifest.Scope::key, Manifest.Scope::level));
        return Stream.concat(asked.keySet().stream(), Stream.of("administration"))
                .map(key -> {
                    Map<String, String> grant = new HashMap<>(asked);
                    grant.put(key, "write");
                    return grant;
                })
                .toList();
    }

    private Check isNotStored(Link link) {
        Manifest manifest = pullers.getFirst().manifest();
        boolean isRefused = false;
        try {
            grants.read(link, manifest, broaderThan(manifest).getLast());
        } catch (IllegalArgumentException _) {
            isRefused = true;
        }
        boolean isStored = workspaces.within(
                link.workspace(), () -> grants.of(link.connection()).isPresent());
        canary.disconnect(link);
        return Check.of(
                "grants.not-stored",
                isRefused && !isStored,
                "a broader grant that was given to be stored was " + (isRefused ? "refused" : "taken")
                        + (isStored ? ", and is in the database" : ", and nothing of it is in the database"));
    }
}
