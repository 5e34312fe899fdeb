package dev.mullion.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How much of the past has arrived, noted for the next start. The two companies are sent side by side; what is noted is
 * the later day of the two: what comes again is a duplicate, what never comes would be a hole. Threads may share it.
 */
final class Arrivals {

    /** Whose past. */
    enum Company {
        SAMPLE,
        NEIGHBOUR
    }

    private final Path notes;
    private final Clock clock;
    private final Map<Company, LocalDate> reached = new EnumMap<>(Company.class);
    private final CountDownLatch recent = new CountDownLatch(1);

    Arrivals(Path notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    /** The last 30 days of both are here. */
    void recentIsHere() {
        recent.countDown();
    }

    /** Waits for them; false when they did not come within {@code patience}. */
    boolean awaitRecent(Duration patience) throws InterruptedException {
        return recent.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Everything of this company since {@code day} is here. */
    synchronized void reached(Company company, LocalDate day) {
        reached.put(company, day);
        if (reached.size() < Company.values().length || recent.getCount() > 0) {
            return;
        }
        LocalDate both = Collections.max(reached.values());
        DemoState state = DemoState.load(notes, clock.instant());
        if (!both.equals(state.backfilledTo())) {
            state.backfilledTo(both).save(notes);
        }
    }
}
