package dev.mullion.trust;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.IsolationVerification;
import dev.mullion.tenancy.IsolationVerification.Part;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which checks of {@code verify isolation} show which promise. */
final class IsolationControls {

    private static final Set<String> ROW_SECURITY = Set.of(
            "catalogue.rules",
            "catalogue.tenant-columns",
            "catalogue.row-security",
            "catalogue.policies",
            "catalogue.views",
            "catalogue.ownership",
            "catalogue.functions-as-shipped",
            "catalogue.event-trigger",
            "roles.rules",
            "roles.attributes",
            "roles.memberships",
            "roles.ownership");

    private static final Set<String> KEYS = Set.of("catalogue.rules", "catalogue.keys", "catalogue.foreign-keys");
    private static final Set<String> CONTEXT_KEY = Set.of("roles.rules", "roles.context-key", "catalogue.functions");

    private final IsolationVerification isolation;

    IsolationControls(IsolationVerification isolation) {
        this.isolation = isolation;
    }

    Control statements() {
        return Control.ofChecks(
                "P19",
                () -> some(Part.DOORS, check -> is(check, Set.of("door.group", "guard.statement", "guard.ledger"))));
    }

    Control crossings() {
        return Control.ofChecks("P20", () -> {
            List<Check> doors = some(Part.DOORS, check -> !is(check, Set.of("guard.statement", "guard.ledger")));
            return both(doors, isolation.run(Part.CANARIES));
        });
    }

    Control rowSecurity() {
        return Control.ofChecks("P21", () -> some(Part.LAYERS, check -> is(check, ROW_SECURITY)));
    }

    Control contexts() {
        return Control.ofChecks(
                "P22", () -> both(isolation.run(Part.CONTEXTS), some(Part.LAYERS, check -> is(check, CONTEXT_KEY))));
    }

    Control keys() {
        return Control.ofChecks("P23", () -> some(Part.LAYERS, check -> is(check, KEYS)));
    }

    private List<Check> some(Part part, Predicate<Check> wanted) {
        return isolation.run(part).stream().filter(wanted).toList();
    }

    private static boolean is(Check check, Set<String> names) {
        return names.contains(check.name());
    }

    private static List<Check> both(List<Check> one, List<Check> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
