package dev.mullion.trust;

import dev.mullion.checks.Check;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes a promise a checked one. A module contributes one as a bean for each promise that it keeps.
 *
 * @param bound a run that takes longer has failed
 */
public record Control(PromiseId promise, Duration bound, Probe probe) {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /**
     * One that may take 30 seconds.
     *
     * @param promise its number, such as {@code P07}
     */
    public static Control of(String promise, Probe probe) {
        return new Control(new PromiseId(promise), BOUND, probe);
    }

    /** Where the probe is a list of checks and nothing else. */
    public static Control ofChecks(String promise, Supplier<List<Check>> checks) {
        return of(promise, () -> new Finding.Tried(checks.get()));
    }

    public Control within(Duration longer) {
        return new Control(promise, longer, probe);
    }
}
