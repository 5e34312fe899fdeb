package dev.mullion.bench.sync;

import dev.mullion.bench.report.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run that was read to its end.
 *
 * @param coverage what whoever read says of it
 * @param written objects of which a new row was written
 * @param seconds from its start to its end
 */
record Read(String name, String coverage, long pages, long objects, long written, double seconds, Effort effort) {

    static final List<String> COLUMNS =
            List.of("run", "pages", "objects", "written", "seconds", "CPU s", "database CPU s", "WAL MB", "peak MB");

    List<String> row() {
        return List.of(
                name,
                Long.toString(pages),
                Samples.number((double) objects, 0),
                Samples.number((double) written, 0),
                Samples.number(seconds, 1),
                Samples.number(effort.cpu(), 1),
                Samples.number(effort.databaseCpu(), 1),
                Samples.number((double) effort.walBytes() / 1e6, 2),
                Samples.number(effort.peak(), 0));
    }

    /** Of whoever read and of the database together. */
    double cpuPerThousand() {
        return effort.allCpu() / (double) objects * 1_000;
    }

    Map<String, Object> raw() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("coverage", coverage);
        raw.put("pages", pages);
        raw.put("objects", objects);
        raw.put("written", written);
        raw.put("seconds", seconds);
        raw.put("cpuSeconds", effort.cpu());
        raw.put("databaseCpuSeconds", effort.databaseCpu());
        raw.put("walBytes", effort.walBytes());
        raw.put("residentMegabytes", effort.memory());
        return raw;
    }
}
