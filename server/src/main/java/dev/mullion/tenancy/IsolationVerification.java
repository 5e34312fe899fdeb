package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code bin/mullion verify isolation}: every layer of isolation, tried on the running server with no more than the
 * server itself has. Leaves no row behind.
 */
final class IsolationVerification implements Verification {

    private final DatabaseLayers layers;
    private final ContextProbes contexts;
    private final CanaryProbes canaries;
    private final DoorProbes doors;

    IsolationVerification(
            SchemaRules rules, BareConnections bare, ContextProbes contexts, CanaryProbes canaries, DoorProbes doors) {
        this.layers = new DatabaseLayers(rules, bare);
        this.contexts = contexts;
        this.canaries = canaries;
        this.doors = doors;
    }

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public List<Check> run() {
        List<Check> checks = new ArrayList<>(layers.run());
        checks.addAll(group("context", contexts::run));
        checks.addAll(group("probe", canaries::run));
        checks.addAll(group("door", doors::run));
        return List.copyOf(checks);
    }

    /** A group that cannot even begin is one failed check, and the others still run. */
    private static List<Check> group(String name, Supplier<List<Check>> group) {
        List<Check> checks = new ArrayList<>();
        Check whole = Check.attempt(name + ".group", () -> {
            checks.addAll(group.get());
            return Check.ok(name + ".group", checks.size() + " checks ran");
        });
        checks.addFirst(whole);
        return checks;
    }
}
