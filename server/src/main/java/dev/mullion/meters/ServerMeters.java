package dev.mullion.meters;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** This process: which build it is, its memory, its threads, its collector, its processor's time. */
@Component
class ServerMeters implements Metered {

    private static final double MILLIS = 1_000;
    private static final double NANOS = 1_000_000_000;

    @Override
    public List<Meter> meters() {
        List<Meter> meters = new ArrayList<>();
        meters.add(Meter.gauge("mullion_build_info", "Which build runs; always 1.", List.of(build())));
        memory(meters);
        threads(meters);
        collector(meters);
        process(meters);
        return meters;
    }

    private static Meter.Sample build() {
        String version = ServerMeters.class.getPackage().getImplementationVersion();
        return Meter.Sample.of(
                1,
                "version",
                version == null ? "unpackaged" : version,
                "java",
                Runtime.version().feature() + "." + Runtime.version().interim() + "."
                        + Runtime.version().update());
    }

    private static void memory(List<Meter> meters) {
        var memory = ManagementFactory.getMemoryMXBean();
        MemoryUsage heap = memory.getHeapMemoryUsage();
        MemoryUsage other = memory.getNonHeapMemoryUsage();
        meters.add(Meter.gauge(
                "jvm_memory_used_bytes",
                "Memory in use.",
                List.of(
                        Meter.Sample.of((double) heap.getUsed(), "area", "heap"),
                        Meter.Sample.of((double) other.getUsed(), "area", "nonheap"))));
        meters.add(Meter.gauge(
                "jvm_memory_committed_bytes",
                "Memory that the system gave.",
                List.of(
                        Meter.Sample.of((double) heap.getCommitted(), "area", "heap"),
                        Meter.Sample.of((double) other.getCommitted(), "area", "nonheap"))));
        meters.add(Meter.gauge(
                "jvm_memory_max_bytes",
                "The most that the heap may take.",
                List.of(Meter.Sample.of((double) heap.getMax(), "area", "heap"))));
    }

    private static void threads(List<Meter> meters) {
        meters.add(Meter.gauge(
                "jvm_threads_current",
                "Threads of the platform; virtual ones are not counted.",
                ManagementFactory.getThreadMXBean().getThreadCount()));
    }

    private static void collector(List<Meter> meters) {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        meters.add(Meter.counter(
                "jvm_gc_collections_total",
                "Collections of garbage.",
                collectors.stream()
                        .map(one ->
                                Meter.Sample.of((double) Math.max(0, one.getCollectionCount()), "gc", one.getName()))
                        .toList()));
        meters.add(Meter.counter(
                "jvm_gc_collection_seconds_total",
                "Time spent on them.",
                collectors.stream()
                        .map(one -> Meter.Sample.of(Math.max(0, one.getCollectionTime()) / MILLIS, "gc", one.getName()))
                        .toList()));
    }

    private static void process(List<Meter> meters) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        meters.add(Meter.gauge(
                "process_start_time_seconds",
                "When this process began, in seconds since 1970.",
                runtime.getStartTime() / MILLIS));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            meters.add(Meter.counter(
                    "process_cpu_seconds_total",
                    "Processor time of this process.",
                    Math.max(0, system.getProcessCpuTime()) / NANOS));
        }
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean system) {
            meters.add(Meter.gauge(
                    "process_open_fds", "Open files and sockets.", (double) system.getOpenFileDescriptorCount()));
        }
    }
}
