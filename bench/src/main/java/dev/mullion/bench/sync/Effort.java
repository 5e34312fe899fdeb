package dev.mullion.bench.sync;

import java.util.List;

/**
 * What reading cost.
 *
 * @param cpu seconds of whoever read
 * @param databaseCpu seconds of all of PostgreSQL's processes
 * @param walBytes of the whole database, which has nothing else to do
 * @param memory of whoever read, in MB, at equal steps of time
 */
record Effort(double cpu, double databaseCpu, long walBytes, List<Double> memory) {

    Effort {
        memory = List.copyOf(memory);
    }

    double allCpu() {
        return cpu + databaseCpu;
    }

    /** In MB, over a share of the run's time. */
    double memoryBetween(double from, double to) {
        return memory.subList((int) (from * (memory.size() - 1)), (int) (to * (memory.size() - 1)) + 1).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    double peak() {
        return memoryBetween(0, 1);
    }
}
