package dev.mullion.cli;

import dev.mullion.Mullion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands as the launcher does: in a JVM of their own, with the environment that was given. */
record Terminal(Path folder, Map<String, String> environment) {

    Said type(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Mullion.class.getName()));
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("MULLION_"));
        process.environment().putAll(environment);
        Process running = process.start();
        try {
            if (!running.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(String.join(" ", words) + " did not end");
            }
        } finally {
            running.destroyForcibly();
        }
        return new Said(
                running.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
