package dev.mullion.ingest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies may be in flight at once. Large bodies together may take only part of it, so that a small
 * one never waits behind them; nothing queues: what does not fit is turned away at once.
 */
final class BodyBudget {

    /** A body up to this size is small: GitHub's usual one is 8 to 30 KB. */
    static final int SMALL = 512 * 1024;

    private final long all;
    private final long large;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong takenByLarge = new AtomicLong();

    BodyBudget(long all, long keptForSmall) {
        this.all = all;
        this.large = all - keptForSmall;
    }

    /** Takes {@code bytes} for one body; false, and nothing taken, when they are not to be had now. */
    boolean take(int bytes) {
        if (bytes > SMALL && takenByLarge.addAndGet(bytes) > large) {
            takenByLarge.addAndGet(-bytes);
            return false;
        }
        if (taken.addAndGet(bytes) > all) {
            giveBack(bytes);
            return false;
        }
        return true;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
        if (bytes > SMALL) {
            takenByLarge.addAndGet(-bytes);
        }
    }

    long inFlight() {
        return taken.get();
    }
}
