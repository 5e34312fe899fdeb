package dev.mullion.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Runs every probe when its interval is over, one after another, off the request path. Of several servers on one
 * database, one runs each. Begins when it is told to: a server that only starts or migrates checks nothing.
 */
public final class TrustSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(TrustSchedule.class);

    /** Where another server ran a probe, or could not say: it is asked about again after so long. */
    private static final Duration AGAIN = Duration.ofSeconds(15);

    /** Most probes take less; one that does not is broken off. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Trust trust;
    private final Clock clock;
    private final ReentrantLock alone = new ReentrantLock();
    private final Map<PromiseId, Instant> next = new ConcurrentHashMap<>();
    private volatile boolean begun;
    private volatile boolean isEnding;

    TrustSchedule(Trust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** From now on. What a new version or other settings changed is seen at once: everything runs first. */
    public void begin() {
        trust.watch();
        begun = true;
    }

    /** Before anything else stops: a probe that is under way would find half a server, and say so. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        isEnding = true;
        try {
            if (alone.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                alone.unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a promise speaks of has just happened; its probe does not wait for its interval. */
    @EventListener
    void due(ControlDue happened) {
        next.remove(happened.promise());
    }

    /** By the calendar: with a delay the server's quicker tasks would wait behind it. */
    @Scheduled(cron = "*/5 * * * * *")
    void tick() {
        if (begun && !isEnding && alone.tryLock()) {
            try {
                runWhatIsDue();
            } finally {
                alone.unlock();
            }
        }
    }

    void runWhatIsDue() {
        for (PromiseId promise : trust.checked()) {
            if (isEnding) {
                return;
            }
            Instant due = next.get(promise);
            if (due == null || !clock.instant().isBefore(due)) {
                next.put(promise, clock.instant().plus(ran(promise, due == null) ? trust.intervalOf(promise) : AGAIN));
            }
        }
    }

    private boolean ran(PromiseId promise, boolean first) {
        try {
            return (first ? trust.checkNow(promise) : trust.checkIfDue(promise)).isPresent();
        } catch (RuntimeException e) {
            // The database is away, or nobody could be told: the evidence grows old and shows it.
            LOG.warn("{} could not be checked: {}", promise, e.getClass().getSimpleName());
            return false;
        }
    }
}
