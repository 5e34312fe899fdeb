package dev.mullion.bench.project;

import com.sun.management.ThreadMXBean;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.project.Ways.Way;
import dev.mullion.bench.report.Samples;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one way, round by round. */
final class Rounds {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Way way;
    private final List<byte[]> bodies;
    private final Samples.Gathering megabytes = new Samples.Gathering();
    private final Samples.Gathering allocated = new Samples.Gathering();

    Rounds(Way way, List<byte[]> bodies) {
        this.way = way;
        this.bodies = bodies;
    }

    String name() {
        return way.name();
    }

    void warmUp(int readings) {
        read(readings);
    }

    void round(int readings) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();
        long bytes = read(readings);
        double seconds = (System.nanoTime() - begun) / 1e9;
        allocated.add((double) (THREADS.getCurrentThreadAllocatedBytes() - before) / readings);
        megabytes.add(bytes / 1e6 / seconds);
    }

    private long read(int readings) {
        long bytes = 0;
        for (int reading = 0; reading < readings; reading++) {
            byte[] body = bodies.get(reading % bodies.size());
            if (way.reader().read(body) <= 0) {
                throw new BenchmarkFailed(name() + " read nothing");
            }
            bytes += body.length;
        }
        return bytes;
    }

    Samples megabytes() {
        return megabytes.done();
    }

    Samples allocated() {
        return allocated.done();
    }

    List<String> row() {
        return List.of(name(), megabytes().text(0), allocated().text(0));
    }

    Map<String, Object> raw() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("megabytesASecond", megabytes().values());
        raw.put("bytesAllocatedABody", allocated().values());
        return raw;
    }
}
