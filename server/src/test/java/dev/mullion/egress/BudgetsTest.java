package dev.mullion.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.egress.Budget.Reach;
import dev.mullion.egress.Budgets.Asker;
import dev.mullion.egress.Budgets.NotBefore;
import dev.mullion.egress.Budgets.Turn;
import dev.mullion.egress.LimitSigns.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Attack("reliability-53")
class BudgetsTest {

    private static final Endpoint LIST = Endpoint.get(Origin.https("api.vendor.example"), "/list");
    private static final Endpoint OTHER = Endpoint.get(Origin.https("api.vendor.example"), "/other");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HandTime time = new HandTime();
    private final Budgets budgets = new Budgets(time.time(), new Random(7));

    private static Permit permit(Budget... own) {
        List<Budget> all = new ArrayList<>(List.of(own));
        all.addAll(TestEgress.WIDE);
        return Permit.of("vendor", List.of(LIST, OTHER), all);
    }

    private Budgets.Entry enter(Asker asker) {
        return budgets.enter(asker, time.time().after(PATIENCE));
    }

    private long entered(Asker asker, int tries) {
        return IntStream.range(0, tries)
                .filter(_ -> {
                    Budgets.Entry entry = budgets.enter(asker, time.time().now());
                    if (entry instanceof Turn turn) {
                        turn.close();
                    }
                    return entry instanceof Turn;
                })
                .count();
    }

    @Test
    void letsNoMoreThroughThanTheBudgetAndWaitsInOrder() {
        Asker asker = new Asker(permit(Budget.rate(Reach.ACCOUNT, 60, Duration.ofMinutes(1))), "a", LIST);

        assertThat(entered(asker, 100)).isEqualTo(12);
        assertThat(enter(asker)).isInstanceOf(Turn.class);
        assertThat(time.waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(1_200), Duration.ofMillis(1_250)));
    }

    @Test
    void tellsAWaitThatIsTooLongInsteadOfSleepingThroughIt() {
        Asker asker = new Asker(permit(), "a", LIST);

        Instant until = budgets.hold(asker, new Hold(Reach.ACCOUNT, Optional.of(Duration.ofSeconds(66_975)), "day"));

        assertThat(until).isBetween(HandTime.START.plusSeconds(66_975), HandTime.START.plusSeconds(67_005));
        assertThat(enter(asker)).isInstanceOfSatisfying(NotBefore.class, late -> {
            assertThat(late.until()).isEqualTo(until);
            assertThat(late.why()).isEqualTo("day");
        });
        assertThat(time.waits()).isEmpty();
        time.pass(Duration.between(HandTime.START, until));
        assertThat(enter(asker)).isInstanceOf(Turn.class);
    }

    @Test
    void reachesAsFarAsTheVendorSays() {
        Permit permit = permit();
        Asker asker = new Asker(permit, "a", LIST);
        Asker otherMethod = new Asker(permit, "a", OTHER);
        Asker otherAccount = new Asker(permit, "b", LIST);

        budgets.hold(asker, new Hold(Reach.METHOD, Optional.of(Duration.ofMinutes(1)), "method"));
        assertThat(enter(asker)).isInstanceOf(NotBefore.class);
        assertThat(enter(otherMethod)).isInstanceOf(Turn.class);

        budgets.hold(asker, new Hold(Reach.ACCOUNT, Optional.of(Duration.ofMinutes(1)), "account"));
        assertThat(enter(otherMethod)).isInstanceOf(NotBefore.class);
        assertThat(enter(otherAccount)).isInstanceOf(Turn.class);

        budgets.hold(asker, new Hold(Reach.VENDOR, Optional.of(Duration.ofMinutes(1)), "vendor"));
        assertThat(enter(otherAccount)).isInstanceOf(NotBefore.class);
    }

    @Test
    void waitsLongerEachTimeThatAVendorDoesNotSayHowLong() {
        Asker asker = new Asker(permit(), "a", LIST);
        List<Long> minutes = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            Instant now = time.instant();
            Instant until = budgets.hold(asker, new Hold(Reach.ACCOUNT, Optional.empty(), "429"));
            minutes.add(Duration.between(now, until).toMinutes());
            time.pass(Duration.between(now, until));
        }

        assertThat(minutes).startsWith(1L, 2L, 4L, 8L).allMatch(wait -> wait <= 60);
        budgets.served(asker);
        Instant again = budgets.hold(asker, new Hold(Reach.ACCOUNT, Optional.empty(), "429"));
        assertThat(Duration.between(time.instant(), again).toMinutes()).isEqualTo(1);
    }

    /** Everybody who was told the same moment would come back in it. */
    @Test
    void doesNotLetAllComeBackAtOnce() {
        List<Instant> until = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            Asker asker = new Asker(permit(), "account-" + i, LIST);
            until.add(budgets.hold(asker, new Hold(Reach.ACCOUNT, Optional.of(Duration.ofSeconds(60)), "429")));
        }

        assertThat(until).allMatch(at -> !at.isBefore(HandTime.START.plusSeconds(60)));
        assertThat(until.stream().distinct().count()).isGreaterThan(40);
    }

    @Test
    @Attack("reliability-51")
    void aFloodOfOneAccountLeavesTheOthersTheirTurn() {
        Permit permit = permit(
                Budget.rate(Reach.ACCOUNT, 60, Duration.ofMinutes(1)),
                Budget.rate(Reach.VENDOR, 600, Duration.ofMinutes(1)));

        long flood = entered(new Asker(permit, "flood", LIST), 10_000);

        assertThat(flood).isEqualTo(12);
        for (int i = 0; i < 8; i++) {
            assertThat(entered(new Asker(permit, "other-" + i, LIST), 1)).isEqualTo(1);
        }
    }

    @Test
    @Attack("reliability-51")
    void boundsWhatIsInFlightAndWhoStandsBehindIt() throws Exception {
        Asker asker = new Asker(permit(Budget.inFlight(Reach.ACCOUNT, 1)), "a", LIST);
        Turn first = (Turn) enter(asker);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch refused = new CountDownLatch(1);
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < Budgets.MOST_WAITING + 20; i++) {
                waiting.add(threads.submit(() -> {
                    Budgets.Entry entry = budgets.enter(asker, time.time().after(Duration.ofMinutes(1)));
                    if (entry instanceof Turn turn) {
                        turn.close();
                        return true;
                    }
                    refused.countDown();
                    return false;
                }));
            }
            refused.await();
            first.close();
            long served = 0;
            for (Future<Boolean> each : waiting) {
                served += each.get() ? 1 : 0;
            }
            assertThat(served).isBetween((long) Budgets.MOST_WAITING, Budgets.MOST_WAITING + 19L);
        }
    }

    @Test
    void aClockThatIsSetNeitherFreesNorBlocksAnybody() {
        Asker asker = new Asker(permit(), "a", LIST);
        budgets.hold(asker, new Hold(Reach.ACCOUNT, Optional.of(Duration.ofMinutes(5)), "429"));

        time.jump(Duration.ofDays(1));
        assertThat(enter(asker)).isInstanceOf(NotBefore.class);
        time.jump(Duration.ofDays(-30));
        time.pass(Duration.ofMinutes(6));
        assertThat(enter(asker)).isInstanceOf(Turn.class);
    }

    @Test
    void whoHasNoPatienceGoesWhereNobodyWaits() {
        Asker asker = new Asker(permit(Budget.rate(Reach.ACCOUNT, 1, Duration.ofMinutes(1))), "a", LIST);
        long past = time.time().now();
        time.pass(Duration.ofSeconds(1));

        assertThat(budgets.enter(asker, past)).isInstanceOf(Turn.class);
        assertThat(budgets.enter(asker, past)).isInstanceOf(NotBefore.class);
    }

    @Test
    void whoIsToldToStopStops() {
        Asker asker = new Asker(permit(Budget.inFlight(Reach.ACCOUNT, 1)), "a", LIST);
        try (Turn _ = (Turn) enter(asker)) {
            Thread.currentThread().interrupt();

            assertThat(enter(asker)).isNotInstanceOf(Turn.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
