package dev.mullion.bench.load;

import java.time.Duration;

/** When the next request is due. */
public sealed interface Pace {

    /** In nanoseconds after the start. */
    long due(int index);

    Duration length();

    /** As soon as a connection is free: what the receiver can bear. */
    record Closed(Duration length) implements Pace {
        @Override
        public long due(int index) {
            return 0;
        }
    }

    /**
     * At fixed times, whether or not earlier ones were answered: latency counts from the time that was due, so none is
     * omitted.
     */
    record Open(int perSecond, Duration length) implements Pace {
        @Override
        public long due(int index) {
            return index * 1_000_000_000L / perSecond;
        }
    }
}
