package dev.mullion.bench.report;

import dev.mullion.bench.BenchmarkFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reports with their raw samples, as JSON. */
public final class ReportFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportFile() {}

    public static void write(Path file, List<Report> reports) {
        try {
            Files.write(file, JSON.writeValueAsBytes(Map.of("reports", reports)));
        } catch (IOException e) {
            throw new BenchmarkFailed("the report cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
