package dev.mullion.bench.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one run of a benchmark came to.
 *
 * @param machine versions and hardware, in the order to print
 * @param notes what a reader must know to judge the figures
 * @param samples the raw figures behind the tables, as they are to appear in the file
 */
public record Report(
        String benchmark,
        Instant at,
        Map<String, String> machine,
        List<Table> tables,
        List<Target> targets,
        List<String> notes,
        Map<String, Object> samples) {

    public Report {
        tables = List.copyOf(tables);
        targets = List.copyOf(targets);
        notes = List.copyOf(notes);
    }
}
