package dev.mullion.trust;

import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Every promise, its control where it has one, and how it stands by the newest evidence of any server. Safe to share
 * between threads.
 */
public final class Trust {

    private static final Check MISSING = Check.failed(
            "probe.run",
            "its probe has left no evidence since this server started: it does not run, or somebody deletes");

    private final List<Promise> promises;
    private final Map<PromiseId, Control> controls;
    private final EvidenceStore store;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ProbeRuns runs;
    private volatile @Nullable Instant watchedSince;

    /**
     * Refuses controls that no promise stands behind, and two for one promise.
     *
     * @throws IllegalArgumentException for those
     */
    Trust(
            List<Promise> promises,
            List<Control> controls,
            EvidenceStore store,
            Clock clock,
            ApplicationEventPublisher events) {
        this.promises = List.copyOf(promises);
        this.controls = byPromise(promises, controls);
        this.store = store;
        this.clock = clock;
        this.events = events;
        this.runs = new ProbeRuns(clock);
    }

    /** One promise and how it stands. */
    public record Line(Promise promise, State state) {}

    private static Map<PromiseId, Control> byPromise(List<Promise> promises, List<Control> controls) {
        Map<PromiseId, Promise> known = promises.stream().collect(Collectors.toMap(Promise::id, promise -> promise));
        controls.stream()
                .map(Control::promise)
                .filter(id -> Optional.ofNullable(known.get(id))
                        .flatMap(Promise::interval)
                        .isEmpty())
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException(
                            "a control was contributed for " + id + ", which is no promise that a probe can check");
                });
        return controls.stream().collect(Collectors.toUnmodifiableMap(Control::promise, control -> control));
    }

    /** Every promise, by its number. */
    public List<Line> lines() {
        Instant now = clock.instant();
        Map<PromiseId, Evidence> newest = store.newest(now);
        return promises.stream()
                .map(promise -> new Line(promise, state(promise, Optional.ofNullable(newest.get(promise.id())), now)))
                .toList();
    }

    private State state(Promise promise, Optional<Evidence> newest, Instant now) {
        return controls.containsKey(promise.id())
                ? State.of(promise, newest.or(() -> missing(promise, now)), now)
                : State.withoutProbe(promise, newest);
    }

    /** Evidence can be deleted and a lease be held by whoever has the server's role: that is not waited out either. */
    private Optional<Evidence> missing(Promise promise, Instant now) {
        return Optional.ofNullable(watchedSince)
                .map(since -> since.plus(interval(promise)).plus(State.GRACE))
                .filter(now::isAfter)
                .map(_ -> new Evidence(now, Duration.ZERO, Finding.of(MISSING)));
    }

    /** From now on every probe runs when it is due: one that left no evidence by then is broken. */
    void watch() {
        watchedSince = clock.instant();
    }

    /** What was seen of one promise, newest first, at most 50 runs. */
    public List<Evidence> history(PromiseId promise) {
        return store.history(promise, clock.instant());
    }

    /** The promises that have a probe, those with the shortest interval first. */
    public List<PromiseId> checked() {
        return promises.stream()
                .filter(promise -> controls.containsKey(promise.id()))
                .sorted((one, other) -> interval(one).compareTo(interval(other)))
                .map(Promise::id)
                .toList();
    }

    /**
     * Runs the probe of a promise now, whenever it ran last, and saves what it saw.
     *
     * @return empty where another server, or another thread of this one, is at it
     */
    public Optional<Evidence> checkNow(PromiseId promise) {
        return check(promise, Duration.ZERO);
    }

    /** Runs the probe of a promise if its interval is over. */
    Optional<Evidence> checkIfDue(PromiseId promise) {
        return check(promise, intervalOf(promise));
    }

    Duration intervalOf(PromiseId id) {
        return promises.stream()
                .filter(promise -> promise.id().equals(id))
                .map(Trust::interval)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static Duration interval(Promise promise) {
        return promise.interval().orElse(Duration.ZERO);
    }

    private Optional<Evidence> check(PromiseId promise, Duration age) {
        Control control = Optional.ofNullable(controls.get(promise))
                .orElseThrow(() -> new IllegalArgumentException(promise + " has no probe"));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant lease = now.plus(control.bound()).plus(control.bound());
        if (!store.claim(promise, now, now.minus(age), lease)) {
            return Optional.empty();
        }
        Optional<String> shared = control.resource();
        if (shared.isPresent() && !store.claim(shared.get(), now, lease)) {
            store.release(promise.value(), lease);
            return Optional.empty();
        }
        try {
            return run(control, lease);
        } finally {
            shared.ifPresent(resource -> store.release(resource, lease));
        }
    }

    private Optional<Evidence> run(Control control, Instant lease) {
        PromiseId promise = control.promise();
        Optional<Evidence> before = history(promise).stream().findFirst();
        boolean tampered = store.isTampered(promise, clock.instant());
        Evidence ran = runs.of(control);
        Evidence seen = tampered ? ran.and(EvidenceStore.TAMPERED) : ran;
        announce(promise, before, seen);
        return store.save(promise, seen, lease) ? Optional.of(seen) : Optional.empty();
    }

    private void announce(PromiseId promise, Optional<Evidence> before, Evidence seen) {
        boolean wasBroken =
                before.filter(evidence -> evidence.verdict() == Verdict.FAILED).isPresent();
        if (seen.verdict() == Verdict.FAILED && !wasBroken) {
            events.publishEvent(new ControlFailed(promise, failures(seen.finding())));
        } else if (seen.verdict() != Verdict.FAILED && wasBroken) {
            events.publishEvent(new ControlRecovered(promise, seen.verdict()));
        }
    }

    private static String failures(Finding finding) {
        return finding instanceof Finding.Tried(var checks)
                ? checks.stream()
                        .filter(check -> check.outcome() == Outcome.FAILED)
                        .map(Check::name)
                        .limit(10)
                        .collect(Collectors.joining(", "))
                : "";
    }

    /**
     * Keeps a dated statement of the operator about something that nothing here can see.
     *
     * @throws IllegalArgumentException where the promise is not one of those, or has a probe
     */
    public void attest(PromiseId id, Finding.Attested statement) {
        boolean possible = !controls.containsKey(id)
                && promises.stream().anyMatch(promise -> promise.id().equals(id) && promise.attestable());
        if (!possible) {
            throw new IllegalArgumentException(id + " is not for statements: P43, P44 and P45 are, without a probe");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant lease = now.plusSeconds(1);
        if (store.claim(id, now, now, lease)) {
            store.save(id, new Evidence(now, Duration.ZERO, statement), lease);
        }
    }
}
