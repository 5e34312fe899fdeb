package dev.mullion.ingest.sync;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Renews what is held while a piece of work takes long. A page may be some hundred questions; asked slowly they outlast
 * the lease, and two servers would take it from each other for ever. Safe to share between threads.
 */
final class Pulse implements AutoCloseable {

    /** Work that takes so many beats has hung: its lease is let go. */
    static final int MOST_BEATS = 60;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sync-pulse").factory());
    private final Duration apart;

    Pulse(Duration apart) {
        this.apart = apart;
    }

    /** @param renewal stops at the first that throws; none is under way any more when this returns */
    <T> T during(Supplier<T> work, Runnable renewal) {
        Beats beats = new Beats(renewal);
        ScheduledFuture<?> next =
                thread.scheduleWithFixedDelay(beats, apart.toNanos(), apart.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return work.get();
        } finally {
            next.cancel(false);
            beats.end();
        }
    }

    private static final class Beats implements Runnable {

        private final Runnable renewal;
        private int left = MOST_BEATS;

        Beats(Runnable renewal) {
            this.renewal = renewal;
        }

        @Override
        public synchronized void run() {
            if (left > 0) {
                left--;
                renewal.run();
            }
        }

        synchronized void end() {
            left = 0;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
