package dev.mullion.checks;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one check found.
 *
 * @param name stable and short, for people and scripts: {@code policies.forced}
 * @param detail one sentence with figures; never a tenant's data
 */
public record Check(String name, Outcome outcome, String detail) {

    private static final Logger LOG = LoggerFactory.getLogger(Check.class);

    /** How a check ended. Partial is never shown as ok. */
    public enum Outcome {
        OK,
        PARTIAL,
        FAILED
    }

    public static Check ok(String name, String detail) {
        return new Check(name, Outcome.OK, detail);
    }

    public static Check partial(String name, String detail) {
        return new Check(name, Outcome.PARTIAL, detail);
    }

    public static Check failed(String name, String detail) {
        return new Check(name, Outcome.FAILED, detail);
    }

    public static Check of(String name, boolean holds, String detail) {
        return holds ? ok(name, detail) : failed(name, detail);
    }

    /**
     * Runs a check that may itself break: a probe that cannot run has not shown that its promise holds. The log says
     * why.
     */
    public static Check attempt(String name, Supplier<Check> probe) {
        try {
            return probe.get();
        } catch (RuntimeException e) {
            LOG.warn("The check {} broke: {}", name, e.getClass().getSimpleName());
            LOG.info("Why the check {} broke", name, e);
            return failed(
                    name,
                    "the check itself broke with " + e.getClass().getSimpleName()
                            + "; see the server's log for the reason");
        }
    }
}
