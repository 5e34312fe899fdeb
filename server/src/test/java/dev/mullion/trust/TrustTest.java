package dev.mullion.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyLabel;
import dev.mullion.tenancy.TestTenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How evidence becomes a state, on a database of its own; the probe sees what the test tells it. */
@SuppressWarnings("NullAway.Init")
class TrustTest {

    private static final PromiseId P21 = new PromiseId("P21");
    private static final Finding KEPT = Finding.of(Check.ok("tried", "seen"));
    private static final Finding BROKEN = Finding.of(Check.ok("one", ""), Check.failed("other", "is gone"));
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private static TestTenancy tenancy;

    private final HandClock clock = new HandClock();
    private final List<Object> events = new ArrayList<>();
    private final AtomicReference<Probe> probe = new AtomicReference<>(() -> KEPT);
    private Trust trust;

    @BeforeAll
    static void database() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void nothingSeen() {
        tenancy.execute(TestTenancy.OWNER, "delete from mullion.control_evidence; delete from mullion.control");
        trust = on(clock, Duration.ofSeconds(5));
    }

    private Trust on(Clock time, Duration bound) {
        Control control = Control.of("P21", () -> probe.get().run()).within(bound);
        return new Trust(Promises.all(), List.of(control), store(), time, events::add);
    }

    private static EvidenceStore store() {
        return new EvidenceStore(tenancy.global, new Seals(tenancy.keys.installation(KeyLabel.EVIDENCE)));
    }

    @Test
    void isNotActiveBeforeItsProbeRan() {
        assertThat(state()).isEqualTo(new State.Unchecked());

        trust.checkNow(P21);

        assertThat(state()).isInstanceOf(State.Active.class);
    }

    @Test
    void isPartialWhenAnythingIsMissing() {
        probe.set(() -> Finding.of(Check.ok("one", ""), Check.partial("other", "no superuser")));
        trust.checkNow(P21);

        assertThat(state()).isInstanceOf(State.Partial.class);
    }

    @Test
    void isFailedWhenAnythingBrokeNothingWasTriedOrTheProbeThrew() {
        for (Probe bad : List.<Probe>of(() -> BROKEN, () -> new Finding.Tried(List.of()), () -> {
            throw new IllegalStateException("on purpose");
        })) {
            probe.set(bad);
            clock.advance(Duration.ofSeconds(1));
            trust.checkNow(P21);
            assertThat(state()).isInstanceOf(State.Failed.class);
        }
    }

    @Test
    void isOffOnlyWhenItsProbeSaysSo() {
        probe.set(() -> new Finding.Off("not in use here"));
        trust.checkNow(P21);

        assertThat(state().word()).isEqualTo("off");
    }

    @Test
    void growsRedAMinuteAfterItsIntervalWhenNobodyChecksAnyMore() {
        trust.checkNow(P21);

        clock.advance(INTERVAL.plusSeconds(59));
        assertThat(state()).isInstanceOf(State.Active.class);

        clock.advance(Duration.ofSeconds(2));
        assertThat(state()).isInstanceOf(State.Late.class);
        assertThat(state().isRed()).isTrue();
    }

    @Test
    void fallsWithinItsIntervalAndAMinuteOfWhatBroke() {
        TrustSchedule schedule = new TrustSchedule(trust, clock);
        schedule.begin();
        schedule.tick();
        probe.set(() -> BROKEN);

        clock.advance(INTERVAL);
        schedule.tick();

        assertThat(state()).isInstanceOf(State.Failed.class);
    }

    @Test
    void isNotProbedByAServerThatHasNotBegun() {
        new TrustSchedule(trust, clock).tick();

        assertThat(state()).isEqualTo(new State.Unchecked());
    }

    @Test
    void isToldOfOnceWhenItBreaksAndOnceWhenItIsKeptAgain() {
        trust.checkNow(P21);
        probe.set(() -> BROKEN);
        tick();
        tick();
        probe.set(() -> KEPT);
        tick();
        tick();

        assertThat(events).containsExactly(new ControlFailed(P21, "other"), new ControlRecovered(P21, Verdict.ACTIVE));
    }

    @Test
    void isToldOfAgainWhenNobodyCouldHearIt() {
        Trust deaf = new Trust(Promises.all(), List.of(Control.of("P21", () -> BROKEN)), store(), clock, event -> {
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
        Trust impatient = on(Clock.systemUTC(), Duration.ofMillis(50));
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

        assertThat(on(clock, Duration.ofSeconds(5)).checkNow(P21)).isEmpty();

        go.countDown();
        one.join();
        assertThat(runs).hasValue(1);
        assertThat(state()).isInstanceOf(State.Active.class);
    }

    @Test
    void isNotProbedBesideAnotherThatSharesSomething() {
        Control sharing = Control.of("P21", () -> probe.get().run()).alone("one-workspace");
        Trust shared = new Trust(Promises.all(), List.of(sharing), store(), clock, events::add);
        Instant until = clock.instant().plusSeconds(10);
        store().claim("one-workspace", clock.instant(), until);

        assertThat(shared.checkNow(P21)).isEmpty();

        store().release("one-workspace", until);
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
        on(clock, Duration.ofSeconds(5)).checkIfDue(P21);

        assertThat(runs).hasValue(2);
    }

    @Test
    void isTakenOverFromAServerThatDiedWithIt() {
        store().claim(P21, clock.instant(), clock.instant(), clock.instant().plusSeconds(10));
        assertThat(trust.checkNow(P21)).isEmpty();

        clock.advance(Duration.ofSeconds(10));

        assertThat(trust.checkNow(P21)).isPresent();
    }

    @Test
    void cannotBeTurnedActiveBySql() {
        probe.set(() -> BROKEN);
        trust.checkNow(P21);

        tenancy.execute(TestTenancy.OWNER, """
                update mullion.control_evidence
                   set verdict = 'active', finding = replace(finding, 'FAILED', 'OK')
                """);
        assertThat(state()).isInstanceOf(State.Failed.class);
    }

    @Test
    void cannotBeHiddenBehindARowOfTheFuture() {
        for (String future : List.of("9999-01-01", "infinity")) {
            tick();
            forge("'%s'".formatted(future));

            assertThat(failures()).containsExactly("evidence.own");

            probe.set(() -> BROKEN);
            tick();
            assertThat(failures()).as("what is broken shows").containsExactly("other", "evidence.own");

            probe.set(() -> KEPT);
            tick();
            assertThat(state()).as("the next run stands by itself").isInstanceOf(State.Active.class);
        }
    }

    @Test
    void cannotBeHiddenBehindARowOfThePastOrThousands() {
        probe.set(() -> BROKEN);
        trust.checkNow(P21);
        forge("'%s'::timestamptz + n * interval '1 millisecond'".formatted(clock.instant()));
        assertThat(failures()).containsExactly("evidence.own");

        tick();

        assertThat(failures()).containsExactly("other", "evidence.own");
        tick();
        assertThat(failures()).containsExactly("other");
        assertThat(trust.history(P21)).as("what was seen").hasSize(2);
    }

    @Test
    void isToldOfOnceWhenItsEvidenceIsTamperedWith() {
        trust.checkNow(P21);
        forge("'9999-01-01'");

        tick();
        tick();

        assertThat(events)
                .containsExactly(new ControlFailed(P21, "evidence.own"), new ControlRecovered(P21, Verdict.ACTIVE));
    }

    @Test
    void isRedWhereAClockWasWrongAndOnlyThen() {
        clock.advance(Duration.ofDays(9));
        trust.checkNow(P21);

        clock.advance(Duration.ofDays(-9));
        assertThat(failures()).containsExactly("evidence.own");

        clock.advance(Duration.ofDays(9).minusSeconds(30));
        assertThat(state()).as("clocks differ by seconds").isInstanceOf(State.Active.class);
    }

    @Test
    void cannotBeHiddenByDeletingWhatWasSeenAndKeepingTheProbeFromRunning() {
        TrustSchedule schedule = new TrustSchedule(trust, clock);
        schedule.begin();
        schedule.tick();
        tenancy.execute(TestTenancy.APP, """
                delete from mullion.control_evidence;
                update mullion.control set claimed_until = '9999-01-01'
                """);

        clock.advance(INTERVAL);
        schedule.tick();
        assertThat(state()).isEqualTo(new State.Unchecked());
        clock.advance(Duration.ofSeconds(61));

        assertThat(failures()).containsExactly("probe.run");
    }

    @Test
    void isNotKeptFromShowingByRowsThatBelongToNoPromise() {
        trust.checkNow(P21);
        tenancy.execute(TestTenancy.APP, """
                insert into mullion.control (id) values ('no-promise');
                insert into mullion.control_evidence
                values ('no-promise', '2026-11-06', 'active', 0, '{}', decode(repeat('00', 32), 'hex'))
                """);

        assertThat(state()).isInstanceOf(State.Active.class);
    }

    /** As the role that the server runs as, whose SQL may be another's. */
    private static void forge(String at) {
        tenancy.execute(TestTenancy.APP, """
                insert into mullion.control_evidence
                select 'P21', %s, 'active', 0, '{}', decode(repeat('00', 32), 'hex')
                  from generate_series(1, 3000) n
                on conflict do nothing
                """.formatted(at));
    }

    private List<String> failures() {
        State state = state();
        assertThat(state).isInstanceOf(State.Failed.class);
        return state.evidence().map(Evidence::finding).stream()
                .flatMap(finding -> ((Finding.Tried) finding).checks().stream())
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .map(Check::name)
                .toList();
    }

    @Test
    void cannotBeChangedByTheServersOwnRole() {
        trust.checkNow(P21);

        assertThatThrownBy(() -> tenancy.global
                        .sql("update control_evidence set verdict = 'failed'")
                        .update())
                .hasStackTraceContaining("permission denied");
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

        assertThat(state("P44")).isEqualTo(new State.Attested(clock.instant(), statement.statement()));
        assertThatThrownBy(() -> trust.attest(P21, statement)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trust.attest(new PromiseId("P33"), statement))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void tick() {
        clock.advance(INTERVAL);
        trust.checkNow(P21);
    }

    private State state() {
        return state("P21");
    }

    private State state(String id) {
        return trust.lines().stream()
                .filter(line -> line.promise().id().value().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }
}
