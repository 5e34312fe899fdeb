package dev.mullion.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which machine and which versions the figures are of. */
public final class Machine {

    private Machine() {}

    /** With the load average at the start: others' work on a shared machine is the first thing to suspect. */
    public static Map<String, String> facts(Workbench bench) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cpu", cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("load before", first(Path.of("/proc/loadavg"), ""));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("disk", disk(bench.folder()));
        facts.put("java", System.getProperty("java.vendor.version", "") + " " + Runtime.version());
        return facts;
    }

    private static String cpu() {
        String line = first(Path.of("/proc/cpuinfo"), "model name");
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private static String disk(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
    }

    private static String first(Path file, String start) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException _) {
            return "unknown"; // not Linux
        }
    }
}
