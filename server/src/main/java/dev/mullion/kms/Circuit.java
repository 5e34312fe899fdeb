package dev.mullion.kms;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.keys.KeysUnavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Keeps a service that does not answer from holding up everybody: few calls at a time, a short line, and after some
 * failures in a row none for a while. A refusal is an answer.
 */
final class Circuit {

    private static final int AT_ONCE = 8;
    private static final int LONGEST_LINE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int FAILURES = 3;
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong openedAt = new AtomicLong();

    Circuit(Ticker ticker) {
        this.ticker = ticker;
    }

    <T> T run(Supplier<T> call) {
        requireClosed();
        take();
        try {
            T answer = call.get();
            failures.set(0);
            return answer;
        } catch (KeysUnavailable e) {
            note(e.reason());
            throw e;
        } finally {
            turns.release();
        }
    }

    private void note(KeysUnavailable.Reason reason) {
        if (reason != KeysUnavailable.Reason.UNREACHABLE) {
            failures.set(0);
        } else if (failures.incrementAndGet() >= FAILURES) {
            openedAt.set(ticker.read());
        }
    }

    /** After the pause one failure more opens it again, one answer closes it. */
    private void requireClosed() {
        if (failures.get() >= FAILURES && ticker.read() - openedAt.get() < PAUSE.toNanos()) {
            throw unreachable("it did not answer " + FAILURES + " times in a row and is asked again in some seconds");
        }
    }

    private void take() {
        try {
            if (turns.getQueueLength() < LONGEST_LINE && turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw unreachable("too many calls wait for it");
    }

    private static KeysUnavailable unreachable(String why) {
        return new KeysUnavailable(
                KeysUnavailable.Reason.UNREACHABLE, "the key management service is not to be had: " + why);
    }
}
