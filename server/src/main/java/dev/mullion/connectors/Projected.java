package dev.mullion.connectors;

import dev.mullion.telemetry.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a projection made of one payload. It never throws for a payload, and never carries a value outside the
 * allow-list.
 */
public sealed interface Projected {

    /**
     * Typed facts, and what the delivery says about the link itself.
     *
     * @param action the vendor's action as the allow-list knows it, lower case, or the empty string
     */
    record Kept(String action, List<Fact> facts, @Nullable LinkStatement lifecycle) implements Projected {
        public Kept {
            facts = List.copyOf(facts);
        }
    }

    /** An event or action that Mullion does not keep anything of. */
    record Ignored(String action) implements Projected {}

    /** Something changed, of which nothing is taken from the payload: it is read at the vendor. */
    record Told(String action) implements Projected {}

    /**
     * A payload that does not hold what its event promises.
     *
     * @param path the allow-listed path that failed, or {@code $} for the document; never a value or a name taken from
     *     the payload
     * @param problem what was expected there
     */
    record Refused(String path, String problem) implements Projected {}

    /**
     * What the vendor says about the link.
     *
     * @param asOf when it was so, by the vendor's clock; null where the payload does not say
     */
    record LinkStatement(Lifecycle change, @Nullable Instant asOf) {}

    /** What happens to the link between workspace and vendor account. */
    enum Lifecycle {
        CREATED,
        SUSPENDED,
        UNSUSPENDED,
        PERMISSIONS_ACCEPTED,
        REMOVED
    }
}
