package dev.mullion.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shell that holds the server's life to this process: see {@code supervisor.sh}. */
final class Supervisor {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String SCRIPT = script();

    private final Process process;

    private Supervisor(Process process) {
        this.process = process;
    }

    static Supervisor launch(Account account, List<String> command, ServerLog log) throws IOException {
        var words = new ArrayList<>(account.command("sh", "-c", SCRIPT, "mullion-postgres"));
        words.addAll(command);
        Process process = Command.prepare(words)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .start();
        return new Supervisor(process);
    }

    /** The server's process id, or null when it did not even start. */
    @Nullable Long readPid() throws IOException {
        try (var reader = process.inputReader(StandardCharsets.US_ASCII)) {
            String line = reader.readLine();
            return line == null ? null : Long.valueOf(line);
        }
    }

    /** False when the server ended, whatever ended it. */
    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits; true when the server ended meanwhile. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the pipe, which is the order to stop, and waits at most 30 seconds before it kills. */
    void stop() throws IOException, InterruptedException {
        List<ProcessHandle> family = process.descendants().toList();
        process.getOutputStream().close();
        if (!endsWithin(STOP_LIMIT)) {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String script() {
        try (InputStream resource = Supervisor.class.getResourceAsStream("supervisor.sh")) {
            if (resource == null) {
                throw new IllegalStateException("supervisor.sh is missing from the build of Mullion");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.stripLeading().startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read supervisor.sh", e);
        }
    }
}
