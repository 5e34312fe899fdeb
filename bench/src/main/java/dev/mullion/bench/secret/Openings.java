package dev.mullion.bench.secret;

import com.sun.management.ThreadMXBean;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.report.Samples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one way, round by round, and over all of them. */
final class Openings {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Opening opening;
    private final int length;
    private final List<long[]> rounds = new ArrayList<>();
    private final Samples.Gathering medians = new Samples.Gathering();
    private final Samples.Gathering bytes = new Samples.Gathering();
    private final Samples.Gathering cpu = new Samples.Gathering();

    /** @param length of what must come out */
    Openings(Opening opening, int length) {
        this.opening = opening;
        this.length = length;
    }

    String name() {
        return opening.name();
    }

    void warmUp(int openings) {
        times(count(openings));
    }

    void round(int openings) {
        double cpuBefore = Cost.ownCpuSeconds();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long[] nanos = times(count(openings));
        bytes.add((double) (THREADS.getCurrentThreadAllocatedBytes() - before - 8L * nanos.length) / nanos.length);
        cpu.add((Cost.ownCpuSeconds() - cpuBefore) * 1e6 / nanos.length);
        Arrays.sort(nanos);
        medians.add(nanos[nanos.length / 2] / 1e3);
        rounds.add(nanos);
    }

    private int count(int openings) {
        return (int) Math.max(10, openings * opening.share());
    }

    private long[] times(int openings) {
        long[] nanos = new long[openings];
        for (int i = 0; i < openings; i++) {
            long start = System.nanoTime();
            int opened = opening.open().getAsInt();
            nanos[i] = System.nanoTime() - start;
            if (opened != length) {
                throw new BenchmarkFailed(name() + " opened " + opened + " bytes instead of " + length);
            }
        }
        return nanos;
    }

    Samples medians() {
        return medians.done();
    }

    /** Microseconds, over every opening of every round. */
    double microseconds(double share) {
        long[] all = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return all[(int) Math.min(all.length - 1L, Math.round(share * all.length))] / 1e3;
    }

    long openings() {
        return rounds.stream().mapToLong(nanos -> nanos.length).sum();
    }

    List<String> row() {
        return List.of(
                name(),
                Long.toString(openings()),
                medians().text(1),
                Samples.number(microseconds(0.99), 1),
                Samples.number(bytes.done().median(), 0),
                Samples.number(cpu.done().median(), 1));
    }

    Map<String, Object> raw() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("openings", openings());
        raw.put("medianMicroseconds", medians().values());
        raw.put("bytes", bytes.done().values());
        raw.put("cpuMicroseconds", cpu.done().values());
        for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
            raw.put("p" + share * 100, microseconds(share));
        }
        return raw;
    }
}
