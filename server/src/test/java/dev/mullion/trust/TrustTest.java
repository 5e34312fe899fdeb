package dev.mullion.trust;

import static dev.mullion.trust.OnePromise.BROKEN;
import static dev.mullion.trust.OnePromise.INTERVAL;
import static dev.mullion.trust.OnePromise.KEPT;
import static dev.mullion.trust.OnePromise.P21;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.TestTenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How evidence becomes a state, on a database of its own; the probe sees what the test tells it. */
@SuppressWarnings("NullAway.Init")
class TrustTest {

    private static TestTenancy tenancy;

    private final OnePromise promise = new OnePromise(tenancy);
    private final HandClock clock = promise.clock;
    private final List<Object> events = promise.events;
    private final AtomicReference<Probe> probe = promise.probe;
    private final Trust trust = promise.trust;

    @BeforeAll
    static void database() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @Test
    void isNotActiveBeforeItsProbeRan() {
        assertThat(promise.state()).isEqualTo(new State.Unchecked());

        trust.checkNow(P21);

        assertThat(promise.state()).isInstanceOf(State.Active.class);
    }

    @Test
    void isPartialWhenAnythingIsMissing() {
        probe.set(() -> Finding.of(Check.ok("one", ""), Check.partial("other", "no superuser")));
        trust.checkNow(P21);

        assertThat(promise.state()).isInstanceOf(State.Partial.class);
    }

    @Test
    void isFailedWhenAnythingBrokeNothingWasTriedOrTheProbeThrew() {
        for (Probe bad : List.<Probe>of(() -> BROKEN, () -> new Finding.Tried(List.of()), () -> {
            throw new IllegalStateException("on purpose");
        })) {
            probe.set(bad);
            clock.advance(Duration.ofSeconds(1));
            trust.checkNow(P21);
            assertThat(promise.state()).isInstanceOf(State.Failed.class);
        }
    }

    @Test
    void isOffOnlyWhenItsProbeSaysSo() {
        probe.set(() -> new Finding.Off("not in use here"));
        trust.checkNow(P21);

        assertThat(promise.state().word()).isEqualTo("off");
    }

    @Test
    void growsRedAMinuteAfterItsIntervalWhenNobodyChecksAnyMore() {
        trust.checkNow(P21);

        clock.advance(INTERVAL.plusSeconds(59));
        assertThat(promise.state()).isInstanceOf(State.Active.class);

        clock.advance(Duration.ofSeconds(2));
        assertThat(promise.state()).isInstanceOf(State.Late.class);
        assertThat(promise.state().isRed()).isTrue();
    }

    @Test
    void fallsWithinItsIntervalAndAMinuteOfWhatBroke() {
        TrustSchedule schedule = new TrustSchedule(trust, clock);
        schedule.begin();
        schedule.tick();
        probe.set(() -> BROKEN);

        clock.advance(INTERVAL);
        schedule.tick();

        assertThat(promise.state()).isInstanceOf(State.Failed.class);
    }

    @Test
    void isNotProbedByAServerThatHasNotBegun() {
        new TrustSchedule(trust, clock).tick();

        assertThat(promise.state()).isEqualTo(new State.Unchecked());
    }

    @Test
    void isToldOfOnceWhenItBreaksAndOnceWhenItIsKeptAgain() {
        trust.checkNow(P21);
        probe.set(() -> BROKEN);
        promise.tick();
        promise.tick();
        probe.set(() -> KEPT);
        promise.tick();
        promise.tick();

        assertThat(events).containsExactly(new ControlFailed(P21, "other"), new ControlRecovered(P21, Verdict.ACTIVE));
    }

    @Test
    void isToldOfAgainWhenNobodyCouldHearIt() {
        Trust deaf =
                new Trust(Promises.all(), List.of(Control.of("P21", () -> BROKEN)), promise.store(), clock, event -> {
                    events.add(event);
                    throw new IllegalStateException("the log is away");
                });

        assertThatThrownBy(() -> deaf.checkNow(P21)).isInstanceOf(IllegalStateException.class);
        clock.advance(INTERVAL);
        assertThatThrownBy(() -> deaf.checkNow(P21)).isInstanceOf(IllegalStateException.class);

        assertThat(events).hasSize(2);
    }

    @Test
    void failsAProbeThatDoesNotEnd() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Trust impatient = promise.on(Clock.systemUTC(), Duration.ofMillis(50));
        probe.set(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return KEPT;
        });

        assertThat(impatient.checkNow(P21))
                .hasValueSatisfying(seen -> assertThat(seen.verdict()).isEqualTo(Verdict.FAILED));
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isProbedByOneServerAtATime() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        probe.set(() -> {
            runs.incrementAndGet();
            inside.countDown();
            awaitQuietly(go);
            return KEPT;
        });
        Thread one = Thread.ofVirtual().start(() -> trust.checkNow(P21));
        assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(promise.on(clock, Duration.ofSeconds(5)).checkNow(P21)).isEmpty();

        go.countDown();
        one.join();
        assertThat(runs).hasValue(1);
        assertThat(promise.state()).isInstanceOf(State.Active.class);
    }

    @Test
    void isNotProbedBesideAnotherThatSharesSomething() {
        Control sharing = Control.of("P21", () -> probe.get().run()).alone("one-workspace");
        Trust shared = new Trust(Promises.all(), List.of(sharing), promise.store(), clock, events::add);
        Instant until = clock.instant().plusSeconds(10);
        promise.store().claim("one-workspace", clock.instant(), until);

        assertThat(shared.checkNow(P21)).isEmpty();

        promise.store().release("one-workspace", until);
        assertThat(shared.checkNow(P21)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(shared.checkNow(P21)).as("it was given back").isPresent();
    }

    @Test
    void isProbedOnceInAnIntervalHoweverManyServersThereAre() {
        AtomicInteger runs = new AtomicInteger();
        probe.set(() -> {
            runs.incrementAndGet();
            return KEPT;
        });
        trust.checkNow(P21);

        clock.advance(INTERVAL);
        trust.checkIfDue(P21);
        promise.on(clock, Duration.ofSeconds(5)).checkIfDue(P21);

        assertThat(runs).hasValue(2);
    }

    @Test
    void isTakenOverFromAServerThatDiedWithIt() {
        promise.store()
                .claim(P21, clock.instant(), clock.instant(), clock.instant().plusSeconds(10));
        assertThat(trust.checkNow(P21)).isEmpty();

        clock.advance(Duration.ofSeconds(10));

        assertThat(trust.checkNow(P21)).isPresent();
    }

    @Test
    void keepsABoundedPast() {
        for (int run = 0; run < EvidenceStore.HISTORY + 5; run++) {
            clock.advance(Duration.ofSeconds(1));
            trust.checkNow(P21);
        }

        assertThat(tenancy.global
                        .sql("select count(*) from control_evidence")
                        .query(Long.class)
                        .single())
                .isEqualTo(EvidenceStore.HISTORY);
        assertThat(trust.history(P21).getFirst().at()).isEqualTo(clock.instant());
    }

    @Test
    void takesTheOperatorsWordOnlyForWhatNobodyCanSeeAndNeverAsActive() {
        var statement = new Finding.Attested("All volumes are encrypted.");
        trust.attest(new PromiseId("P44"), statement);

        assertThat(promise.state("P44")).isEqualTo(new State.Attested(clock.instant(), statement.statement()));
        assertThatThrownBy(() -> trust.attest(P21, statement)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trust.attest(new PromiseId("P33"), statement))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }
}
