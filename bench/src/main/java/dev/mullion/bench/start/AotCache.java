package dev.mullion.bench.start;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The ahead-of-time cache of JDK 25 (JEP 483, 514, 515): the one that the launcher uses, or where there is none yet one
 * that this run trains by starting the server once and stopping it.
 *
 * @param on the JVM's option to use it; empty where the launcher does so by itself
 * @param origin where it comes from, for the report
 */
record AotCache(String on, String origin) {

    /** Ahead of the launcher's own options, which may name a cache. */
    static final String OFF = "-XX:AOTMode=off";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static AotCache of(Workbench bench, MullionServer mullion) {
        if (Files.exists(bench.root().resolve("server/target/run/mullion.aot"))) {
            return new AotCache("", "the launcher's own, server/target/run/mullion.aot");
        }
        Path file = bench.folder().resolve("trained.aot");
        bench.say("training an AOT cache: the launcher has none");
        Child training = mullion.start("-XX:AOTCacheOutput=" + file);
        training.awaitReady(PATIENCE);
        training.stopWithin(PATIENCE);
        if (!Files.exists(file)) {
            throw new BenchmarkFailed("the JVM wrote no AOT cache to " + file);
        }
        return new AotCache(
                "-XX:AOTCache=" + file, "trained by this run with one start and stop; the launcher has none");
    }
}
