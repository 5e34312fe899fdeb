package dev.mullion.bench.load;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What came back: a status and a latency for each delivery that was sent, in the order of the plan. */
public final class Answers {

    /** The connection ended before there was an answer. */
    public static final int NONE = -1;

    private final int[] statuses;
    private final long[] latencies;
    private final double seconds;

    Answers(int[] statuses, long[] latencies, double seconds) {
        this.statuses = statuses;
        this.latencies = latencies;
        this.seconds = seconds;
    }

    public int sent() {
        return statuses.length;
    }

    public int status(int index) {
        return statuses[index];
    }

    public boolean isAccepted(int index) {
        return statuses[index] / 100 == 2;
    }

    public long accepted() {
        return IntStream.range(0, sent()).filter(this::isAccepted).count();
    }

    public double seconds() {
        return seconds;
    }

    public double perSecond() {
        return accepted() / seconds;
    }

    /** The latency in milliseconds that this share of the requests did not exceed. */
    public double milliseconds(double share) {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(share * sorted.length))] / 1e6;
    }
}
