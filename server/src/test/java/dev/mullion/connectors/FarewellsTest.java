package dev.mullion.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a slow vendor costs whoever disconnects. */
class FarewellsTest {

    private final Farewells farewells = new Farewells();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger said = new AtomicInteger();
    private final AtomicInteger unsaid = new AtomicInteger();

    @AfterEach
    void answer() {
        answered.countDown();
    }

    @Test
    void aQuickVendorIsWaitedFor() {
        farewells.say(said::incrementAndGet, unsaid::incrementAndGet);

        assertThat(said).hasValue(1);
        assertThat(unsaid).hasValue(0);
    }

    @Test
    void aSlowOneIsWaitedForLessThanASecondAndHearsIt() throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        long begun = System.nanoTime();

        farewells.say(
                () -> {
                    await();
                    heard.countDown();
                },
                unsaid::incrementAndGet);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(heard.getCount()).isEqualTo(1);
        answered.countDown();
        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneThatBreaksBreaksNothing() {
        farewells.say(
                () -> {
                    throw new IllegalStateException("the vendor is gone");
                },
                unsaid::incrementAndGet);
        farewells.say(said::incrementAndGet, unsaid::incrementAndGet);

        assertThat(said).hasValue(1);
    }

    @Test
    void whatCannotBeSaidBecauseTooManyAreIsPutAway() throws InterruptedException {
        CountDownLatch under = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            Thread.ofVirtual()
                    .start(() -> farewells.say(
                            () -> {
                                under.countDown();
                                await();
                            },
                            unsaid::incrementAndGet));
        }
        assertThat(under.await(10, TimeUnit.SECONDS)).isTrue();

        farewells.say(said::incrementAndGet, unsaid::incrementAndGet);

        assertThat(said).hasValue(0);
        assertThat(unsaid).hasValue(1);
    }

    private void await() {
        try {
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
