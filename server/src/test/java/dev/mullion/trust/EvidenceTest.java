package dev.mullion.trust;

import static dev.mullion.trust.OnePromise.BROKEN;
import static dev.mullion.trust.OnePromise.INTERVAL;
import static dev.mullion.trust.OnePromise.KEPT;
import static dev.mullion.trust.OnePromise.P21;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.TestTenancy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was seen stays what was seen, whatever SQL of the server's role, or of its owner, says. */
@SuppressWarnings("NullAway.Init")
class EvidenceTest {

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
    void cannotBeTurnedActiveBySql() {
        probe.set(() -> BROKEN);
        trust.checkNow(P21);

        tenancy.execute(TestTenancy.OWNER, """
                update mullion.control_evidence
                   set verdict = 'active', finding = replace(finding, 'FAILED', 'OK')
                """);
        assertThat(promise.state()).isInstanceOf(State.Failed.class);
    }

    @Test
    void cannotBeHiddenBehindARowOfTheFuture() {
        for (String future : List.of("9999-01-01", "infinity")) {
            promise.tick();
            forge("'%s'".formatted(future));

            assertThat(failures()).containsExactly("evidence.own");

            probe.set(() -> BROKEN);
            promise.tick();
            assertThat(failures()).as("what is broken shows").containsExactly("other", "evidence.own");

            probe.set(() -> KEPT);
            promise.tick();
            assertThat(promise.state()).as("the next run stands by itself").isInstanceOf(State.Active.class);
        }
    }

    @Test
    void cannotBeHiddenBehindARowOfThePastOrThousands() {
        probe.set(() -> BROKEN);
        trust.checkNow(P21);
        forge("'%s'::timestamptz + n * interval '1 millisecond'".formatted(clock.instant()));
        assertThat(failures()).containsExactly("evidence.own");

        promise.tick();

        assertThat(failures()).containsExactly("other", "evidence.own");
        promise.tick();
        assertThat(failures()).containsExactly("other");
        assertThat(trust.history(P21)).as("what was seen").hasSize(2);
    }

    @Test
    void isToldOfOnceWhenItsEvidenceIsTamperedWith() {
        trust.checkNow(P21);
        forge("'9999-01-01'");

        promise.tick();
        promise.tick();

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
        assertThat(promise.state()).as("clocks differ by seconds").isInstanceOf(State.Active.class);
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
        assertThat(promise.state()).isEqualTo(new State.Unchecked());
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

        assertThat(promise.state()).isInstanceOf(State.Active.class);
    }

    @Test
    void cannotBeChangedByTheServersOwnRole() {
        trust.checkNow(P21);

        assertThatThrownBy(() -> tenancy.global
                        .sql("update control_evidence set verdict = 'failed'")
                        .update())
                .hasStackTraceContaining("permission denied");
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
        State state = promise.state();
        assertThat(state).isInstanceOf(State.Failed.class);
        return state.evidence().map(Evidence::finding).stream()
                .flatMap(finding -> ((Finding.Tried) finding).checks().stream())
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .map(Check::name)
                .toList();
    }
}
