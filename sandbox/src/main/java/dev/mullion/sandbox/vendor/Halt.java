package dev.mullion.sandbox.vendor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the vendor falls silent. Threads may share it. */
public final class Halt {

    private static final long LONGEST_SECONDS = 60;

    private final AtomicInteger left;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    public Halt(int questions) {
        this.left = new AtomicInteger(questions);
    }

    /** Waits until somebody stands there. */
    public boolean isReached() throws InterruptedException {
        return reached.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets everybody go on. */
    public void release() {
        released.countDown();
    }

    /** Waits where the questions are used up. */
    public void pass() {
        if (left.getAndDecrement() > 0) {
            return;
        }
        reached.countDown();
        try {
            if (!released.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the question go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
