package dev.mullion.audit;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.tenancy.WorkspaceUnavailable;
import java.util.Optional;
import java.util.function.Supplier;

/** A log that cannot be looked into just now: nothing was found against it, and nothing for it. */
final class Untried {

    private Untried() {}

    /**
     * What the check of one log found; partial where the workspace is closed, or the key in front of its keys switched
     * off.
     */
    static Optional<Check> or(String name, Supplier<Optional<Check>> check) {
        try {
            return check.get();
        } catch (WorkspaceUnavailable closed) {
            return Optional.of(Check.partial(name, "a log was not tried: " + why(closed)));
        } catch (KeysUnavailable away) {
            if (isForNow(away.reason())) {
                return Optional.of(Check.partial(
                        name, "a log was not tried: the key that wraps its keys is switched off or away"));
            }
            throw away;
        }
    }

    private static String why(WorkspaceUnavailable closed) {
        if (closed.isLocked()) {
            return "its owner switched the key off that wraps its keys";
        }
        return closed.worthRetrying() ? "it was busy" : "it was suspended or erased meanwhile";
    }

    private static boolean isForNow(KeysUnavailable.Reason reason) {
        return switch (reason) {
            case LOCKED, UNREACHABLE -> true;
            case MISSING, DESTROYED, WRONG_KEY, DAMAGED, NOT_OF_THIS_ROLE, UNKNOWN_VERSION, UNOPENABLE -> false;
        };
    }
}
