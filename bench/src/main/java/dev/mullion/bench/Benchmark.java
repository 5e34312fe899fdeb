package dev.mullion.bench;

import dev.mullion.bench.report.Report;

/** One question about speed or memory, answered beside its peers and the limit. */
public interface Benchmark {

    String name();

    /** One line for the list of benchmarks. */
    String purpose();

    /**
     * Starts what it needs, measures, and stops all of it again, also when it fails.
     *
     * @throws BenchmarkFailed when something that it needs does not start or does not answer
     */
    Report run(Circumstances circumstances);
}
