package dev.mullion.trust;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One line of what Mullion says of itself.
 *
 * @param module who keeps it
 * @param claim in plain words, one sentence
 * @param how what its probe tries
 * @param interval how often the probe runs at least; empty where nothing is claimed
 * @param byEvent whether it runs after each event that the promise speaks of besides
 * @param planned why there is no probe yet; empty for a promise that is checked
 */
public record Promise(
        PromiseId id,
        String module,
        String claim,
        String how,
        Optional<Duration> interval,
        boolean byEvent,
        Optional<String> planned) {

    /** Where the software can see little or nothing, the operator may say so with a date. */
    private static final Set<String> ATTESTABLE = Set.of("P43", "P44", "P45");

    /** One that is checked by the clock alone. */
    public Promise(
            PromiseId id,
            String module,
            String claim,
            String how,
            Optional<Duration> interval,
            Optional<String> planned) {
        this(id, module, claim, how, interval, false, planned);
    }

    public Promise {
        if (planned.isEmpty() && interval.isEmpty()) {
            throw new IllegalArgumentException(id + " is checked, so it needs an interval");
        }
    }

    /** Whether a dated statement of the operator is shown, as that, while there is no probe. */
    public boolean attestable() {
        return ATTESTABLE.contains(id.value());
    }
}
