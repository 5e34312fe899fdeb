package dev.mullion.trust;

import dev.mullion.checks.Check;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs probes, each on a thread of its own and no longer than its bound. Never throws for what a probe does. */
final class ProbeRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeRuns.class);

    private final Clock clock;

    /** A probe that does not end when it is told to is not started a second time beside itself. */
    private final Set<PromiseId> running = ConcurrentHashMap.newKeySet();

    ProbeRuns(Clock clock) {
        this.clock = clock;
    }

    /** To the millisecond, as it is sealed and stored. */
    Evidence of(Control control) {
        Instant begun = clock.instant();
        Finding finding = finding(control);
        Instant ended = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Duration took = Duration.between(begun, ended);
        return new Evidence(ended, took.isNegative() ? Duration.ZERO : took.truncatedTo(ChronoUnit.MILLIS), finding);
    }

    private Finding finding(Control control) {
        if (!running.add(control.promise())) {
            return broken("the run before has not ended yet, though it was told to");
        }
        FutureTask<Finding> run = new FutureTask<>(() -> {
            try {
                return control.probe().run();
            } finally {
                running.remove(control.promise());
            }
        });
        Thread.ofVirtual().name("probe-" + control.promise()).start(run);
        try {
            return run.get(control.bound().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            run.cancel(true);
            return broken("the probe did not end within " + control.bound().toSeconds() + " s");
        } catch (ExecutionException e) {
            LOG.warn(
                    "The probe of {} broke: {}",
                    control.promise(),
                    e.getCause() == null ? "" : e.getCause().getClass().getSimpleName());
            LOG.info("Why the probe of {} broke", control.promise(), e.getCause());
            return broken("the probe itself broke; see the server's log for the reason");
        } catch (InterruptedException e) {
            run.cancel(true);
            Thread.currentThread().interrupt();
            return broken("the server is stopping");
        }
    }

    private static Finding broken(String why) {
        return Finding.of(Check.failed("probe.run", why));
    }
}
