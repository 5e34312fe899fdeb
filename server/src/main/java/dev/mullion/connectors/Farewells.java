package dev.mullion.connectors;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends at vendors what was ended here, after the transaction. Whoever asked waits for {@link #PATIENCE} and no longer,
 * however slow a vendor is: nothing that is kept here depends on it, and it goes on behind them within the bounds of
 * egress. Safe to share between threads.
 */
@Component
public class Farewells {

    /** A request that disconnects stays within a second with it. */
    public static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Farewells.class);
    private static final int MOST = 50;

    private final Semaphore free = new Semaphore(MOST);

    Farewells() {}

    /**
     * Says one.
     *
     * @param farewell never inside a door
     * @param unsaid what is done in its place where too many are under way already
     */
    public void say(Runnable farewell, Runnable unsaid) {
        if (!free.tryAcquire()) {
            LOG.warn("A link was ended here and not at its vendor: {} are being ended there already", MOST);
            unsaid.run();
            return;
        }
        FutureTask<Boolean> saying = new FutureTask<>(
                () -> {
                    try {
                        farewell.run();
                    } finally {
                        free.release();
                    }
                },
                true);
        Thread.ofVirtual().name("farewell").start(saying);
        try {
            saying.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.info("A vendor has not ended a link within {}; nobody waits for it", PATIENCE);
        } catch (ExecutionException e) {
            LOG.warn(
                    "A link was ended here and not at its vendor: {}",
                    Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
