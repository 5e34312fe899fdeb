package dev.mullion.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Overheard;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What slow and broken vendors cost the clock's one thread: nothing. */
class ErrandsTest {

    private final Errands errands = new Errands("errand-of-a-test");
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void end() {
        answered.countDown();
        errands.close();
    }

    @Test
    void nobodyWaitsForASlowOneAndAFewAreUnderWayAtOnce() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(Errands.AT_ONCE);
        CountDownLatch over = new CountDownLatch(Errands.AT_ONCE + 1);
        for (int i = 0; i <= Errands.AT_ONCE; i++) {
            errands.run(i, () -> {
                done.incrementAndGet();
                begun.countDown();
                await();
                over.countDown();
            });
        }

        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasValue(Errands.AT_ONCE);
        answered.countDown();
        assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneThatBreaksEndsNoOtherAndTheLogSaysWhatBroke() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(2 * Errands.AT_ONCE);
        try (Overheard log = Overheard.listen()) {
            for (int i = 0; i < 2 * Errands.AT_ONCE; i++) {
                errands.run("broken " + i, () -> {
                    throw new IllegalStateException("not one that is expected");
                });
                errands.run(i, over::countDown);
            }

            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
            errands.close();
            assertThat(log.text())
                    .contains("errand-of-a-test of broken 0 broke: IllegalStateException")
                    .doesNotContain("not one that is expected");
        }
    }

    @Test
    void theSameIsNotBegunTwiceAndMayComeAgain() throws InterruptedException {
        errands.run("the same", this::await);
        errands.run("the same", done::incrementAndGet);
        answered.countDown();
        CountDownLatch again = new CountDownLatch(1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (again.getCount() > 0 && System.nanoTime() < deadline) {
            errands.run("the same", again::countDown);
            Thread.onSpinWait();
        }

        assertThat(again.getCount()).isZero();
        assertThat(done).hasValue(0);
    }

    @Test
    void nothingIsBegunByOneThatIsClosed() {
        errands.run("first", this::await);
        answered.countDown();

        errands.close();
        errands.run("second", done::incrementAndGet);

        assertThat(done).hasValue(0);
    }

    private void await() {
        try {
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
