package dev.mullion.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request that was answered.
 *
 * @param route the class and method that answered
 * @param changing whether its method is one that changes something
 * @param carriedOut it succeeded, and was no repetition of an earlier one
 * @param left what it left in a log
 */
record Answered(String route, @Nullable Recorded says, boolean changing, boolean carriedOut, List<AuditAction> left) {

    /** Reading may need a secret to be opened, which is recorded singly wherever it happens. */
    private static final Set<AuditAction> BY_THE_WAY = Set.of(AuditAction.SECRET_USED);

    Answered {
        left = List.copyOf(left);
    }

    /** In what it does not agree with what its route says. */
    Optional<String> disagreement() {
        if (!carriedOut) {
            return Optional.empty();
        }
        if (says == null) {
            return changing || leftAnything()
                    ? Optional.of(route + " is not @Recorded, and left " + left)
                    : Optional.empty();
        }
        return declared().isEmpty() && !isExcused()
                ? Optional.of(
                        route + " is @Recorded(" + Arrays.toString(says.value()) + "), succeeded and left " + left)
                : Optional.empty();
    }

    /** What it left of what its route says. */
    List<AuditAction> declared() {
        return says == null
                ? List.of()
                : left.stream().filter(Arrays.asList(says.value())::contains).toList();
    }

    /** It changed nothing, as its route says that it may. */
    boolean isExcused() {
        return carriedOut
                && says != null
                && !says.unless().isEmpty()
                && !leftAnything()
                && declared().isEmpty();
    }

    private boolean leftAnything() {
        return !BY_THE_WAY.containsAll(left);
    }
}
