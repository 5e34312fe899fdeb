package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code bin/mullion verify isolation}: every layer of isolation, tried on the running server with no more than the
 * server itself has. Leaves no row behind.
 */
public final class IsolationVerification implements Verification {

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

    /** What can be run by itself. */
    public enum Part {
        /** Roles, catalogue and release, as the database has them. */
        LAYERS,
        /** Contexts that must not hold, shown to the database. */
        CONTEXTS,
        /** One canary's rows, gone for with the other's context. */
        CANARIES,
        /** The door and the guards of this server. */
        DOORS
    }

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public List<Check> run() {
        return Arrays.stream(Part.values()).flatMap(part -> run(part).stream()).toList();
    }

    /** Runs the checks of one part; never throws for a failed one. */
    public List<Check> run(Part part) {
        return switch (part) {
            case LAYERS -> layers.run();
            case CONTEXTS -> group("context", contexts::run);
            case CANARIES -> group("probe", canaries::run);
            case DOORS -> group("door", doors::run);
        };
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
