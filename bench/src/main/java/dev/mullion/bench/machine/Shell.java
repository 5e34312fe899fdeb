package dev.mullion.bench.machine;

import dev.mullion.bench.BenchmarkFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Commands that run to their end. */
public final class Shell {

    private static final long PATIENCE_MINUTES = 5;

    private Shell() {}

    /** What the command wrote to standard output; its standard error is shown when it fails. */
    public static String output(ProcessBuilder command) {
        return output(command, "");
    }

    /** The same, with something on its standard input. */
    public static String output(ProcessBuilder command, String input) {
        String name = String.join(" ", command.command());
        try {
            Path err = Files.createTempFile("bench", ".err");
            try {
                Process process = command.redirectError(err.toFile()).start();
                try (OutputStream in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                }
                String out;
                try (InputStream written = process.getInputStream()) {
                    out = new String(written.readAllBytes(), StandardCharsets.UTF_8);
                }
                if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new BenchmarkFailed(name + " did not end");
                }
                if (process.exitValue() != 0) {
                    throw new BenchmarkFailed(
                            name + " ended with " + process.exitValue() + ":\n" + out + Files.readString(err));
                }
                return out;
            } finally {
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new BenchmarkFailed(name + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailed("interrupted", e);
        }
    }
}
