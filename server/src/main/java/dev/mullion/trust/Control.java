package dev.mullion.trust;

import dev.mullion.checks.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a promise a checked one. A module contributes one as a bean for each promise that it keeps.
 *
 * @param bound a run that takes longer has failed
 * @param resource what no two probes may use at once, on whatever servers; empty where nothing is shared
 */
public record Control(PromiseId promise, Duration bound, Probe probe, Optional<String> resource) {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /**
     * One that may take 30 seconds.
     *
     * @param promise its number, such as {@code P07}
     */
    public static Control of(String promise, Probe probe) {
        return new Control(new PromiseId(promise), BOUND, probe, Optional.empty());
    }

    /** Where the probe is a list of checks and nothing else. */
    public static Control ofChecks(String promise, Supplier<List<Check>> checks) {
        return of(promise, () -> new Finding.Tried(checks.get()));
    }

    /** The same with another bound. */
    public Control within(Duration longer) {
        return new Control(promise, longer, probe, resource);
    }

    /**
     * The same, never beside another probe that is alone with this.
     *
     * @param shared lower case, digits and hyphens
     */
    public Control alone(String shared) {
        return new Control(promise, bound, probe, Optional.of(shared));
    }
}
