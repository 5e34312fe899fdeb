package dev.mullion.bench.intake;

import dev.mullion.bench.load.Deliveries;
import java.time.Duration;
import java.util.OptionalLong;

/** Something whose rate is measured. */
interface Contender {

    String name();

    /** Its process, where it has one of its own. */
    OptionalLong pid();

    Counted run(Deliveries deliveries, Duration length);

    /** What it did in how long; what failed is not done. */
    record Counted(long done, long failed, double seconds) {}
}
