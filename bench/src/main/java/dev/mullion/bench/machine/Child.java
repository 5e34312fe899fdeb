package dev.mullion.bench.machine;

import dev.mullion.bench.BenchmarkFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that a benchmark started and stops. */
public final class Child {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final Path log;
    private final long startedNanos;
    private final CompletableFuture<Long> ready = new CompletableFuture<>();

    private Child(String name, Process process, Path log, long startedNanos) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.startedNanos = startedNanos;
    }

    /** Starts it; its standard error goes to {@code log}. */
    static Child start(String name, ProcessBuilder command, Path log) {
        try {
            long now = System.nanoTime();
            Child child = new Child(name, command.redirectError(log.toFile()).start(), log, now);
            Thread.ofVirtual().name("output of " + name).start(child::read);
            return child;
        } catch (IOException e) {
            throw new BenchmarkFailed(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready")) {
                    ready.complete(System.nanoTime());
                }
            }
            ready.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public long startedNanos() {
        return startedNanos;
    }

    /** Waits for the line {@code ready...} and says how many seconds after the start it came. */
    public double awaitReady(Duration patience) {
        try {
            return (ready.get(patience.toMillis(), TimeUnit.MILLISECONDS) - startedNanos) / 1e9;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailed("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchmarkFailed(
                    name + " did not become ready within " + patience.toSeconds() + " s; it said:\n" + said(), e);
        }
    }

    /** Asks it to stop, waits, and kills it with all below it when it does not. */
    public void stop() {
        stopWithin(PATIENCE);
    }

    /** The same with another patience, for a process that has work to do at its end. */
    public void stopWithin(Duration patience) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }

    private String said() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(nothing readable: " + e.getMessage() + ")";
        }
    }
}
