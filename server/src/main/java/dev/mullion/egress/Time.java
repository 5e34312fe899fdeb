package dev.mullion.egress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Time as egress needs it.
 *
 * @param clock what is told to others
 * @param nanos what is waited by: never set, so that a clock that jumps neither frees nor blocks anybody
 */
record Time(Clock clock, LongSupplier nanos, Waiting waiting) {

    /** How a thread waits. */
    @FunctionalInterface
    interface Waiting {
        void nanos(long nanos) throws InterruptedException;
    }

    static Time of(Clock clock) {
        return new Time(clock, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    long now() {
        return nanos.getAsLong();
    }

    long after(Duration wait) {
        return now() + wait.toNanos();
    }

    /** What the clock will say at that moment. */
    Instant instant(long nano) {
        return clock.instant().plusNanos(Math.max(0, nano - now()));
    }

    void waitUntil(long nano) throws InterruptedException {
        for (long left = nano - now(); left > 0; left = nano - now()) {
            waiting.nanos(left);
        }
    }
}
