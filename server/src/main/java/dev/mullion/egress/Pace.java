package dev.mullion.egress;

/**
 * The generic cell rate algorithm (ITU-T I.371): one number a budget, and moments are given out in the order in which
 * they were asked for. Of n calls in a time a fifth may go at once and the rest is spread so that no stretch of that
 * length, wherever it begins, ever holds more than n: a bucket of n that refills n would allow twice as many. Not safe
 * to share: its owner locks.
 */
final class Pace {

    private static final int AT_ONCE = 5;

    private final long interval;
    private final long tolerance;
    private long next;

    Pace(Budget.Rate rate, long now) {
        int burst = Math.max(1, rate.calls() / AT_ONCE);
        int spread = rate.calls() - burst + 1;
        this.interval = Math.ceilDiv(rate.per().toNanos(), spread);
        this.tolerance = (burst - 1) * interval;
        this.next = now;
    }

    /** When the next call may go, now at the earliest. */
    long earliest(long now) {
        return Math.max(now, next - tolerance);
    }

    /** Gives that moment out. */
    void take(long at) {
        next = Math.max(next, at) + interval;
    }
}
