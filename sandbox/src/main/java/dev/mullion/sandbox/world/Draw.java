package dev.mullion.sandbox.world;

import java.time.Duration;
import java.util.List;

/**
 * A stream of choices that follows from its keys alone. SplitMix64 and {@link StrictMath}, so that every machine and
 * every JDK draws the same: bodies must be the same to the byte.
 */
public final class Draw {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Draw(long state) {
        this.state = state;
    }

    public static Draw of(long... keys) {
        long folded = GOLDEN;
        for (long key : keys) {
            folded = mix(folded ^ mix(key + GOLDEN));
        }
        return new Draw(folded);
    }

    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Evenly from 0 (inclusive) to 1 (exclusive). */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** Evenly from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /** How often something rare happens when it happens {@code mean} times on average; at most 50. */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = unit();
        int count = 0;
        while (product > limit && count < 50) {
            product *= unit();
            count++;
        }
        return count;
    }

    /** A waiting time with a long tail: half of them under the median, none over the cap, none under a minute. */
    Duration around(Duration median, double sigma, Duration cap) {
        double seconds = median.toSeconds() * StrictMath.exp(sigma * gaussian());
        return Duration.ofSeconds((long) Math.clamp(seconds, 60.0, (double) cap.toSeconds()));
    }

    Duration upTo(Duration bound) {
        return Duration.ofSeconds((long) (unit() * bound.toSeconds()));
    }

    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * Math.PI * unit());
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
