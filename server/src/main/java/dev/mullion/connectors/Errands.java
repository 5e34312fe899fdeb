package dev.mullion.connectors;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what a round of the clock found due at a vendor, a few at once and behind it: all rounds of this server
 * share one thread, and a vendor may take a minute to answer. Safe to share between threads.
 */
public final class Errands implements AutoCloseable {

    static final int AT_ONCE = 8;

    /** What waits beyond that is found due by a later round. */
    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final ExecutorService threads;
    private final Set<Object> taken = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /** @param name of its threads, and of what the log says that broke */
    public Errands(String name) {
        this.name = name;
        this.threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /**
     * Does this soon, unless the same waits or is under way, and returns at once. Whatever breaks in it is logged, and
     * ends nothing else.
     *
     * @param what it is about, by which the same is known
     * @param errand never inside a door
     */
    public void run(Object what, Runnable errand) {
        if (!isClosed && taken.size() < MOST && taken.add(what)) {
            try {
                threads.execute(() -> carefully(what, errand));
            } catch (RejectedExecutionException _) { // it is closing: another server, or the next start, finds it due
                taken.remove(what);
            }
        }
    }

    private void carefully(Object what, Runnable errand) {
        try {
            if (!isClosed) {
                errand.run();
            }
        } catch (RuntimeException e) { // the boundary of one: a later round finds it due again
            LOG.warn("{} of {} broke: {}", name, what, e.getClass().getSimpleName());
        } finally {
            taken.remove(what);
        }
    }

    /** Lets those under way end for some seconds, and begins no other. */
    @Override
    public void close() {
        isClosed = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
