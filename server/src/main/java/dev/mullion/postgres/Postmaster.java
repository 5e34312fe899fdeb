package dev.mullion.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process that {@code postmaster.pid} of a data folder names. The file alone proves nothing: after a kill the
 * number may belong to a zombie, or to a process that has nothing to do with PostgreSQL.
 */
record Postmaster(long pid, Path data) {

    private static final String PID_FILE = "postmaster.pid";
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    static Optional<Postmaster> recordedIn(Path data) throws IOException {
        try {
            String first = lines(data).stream().findFirst().orElse("").strip();
            return Optional.of(new Postmaster(Long.parseLong(first), data));
        } catch (NumberFormatException _) {
            return Optional.empty(); // a torn file: PostgreSQL itself says what it thinks of it
        }
    }

    /** True once the file says that this process accepts connections. */
    boolean isReady() throws IOException {
        List<String> lines = lines(data);
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** Where it listens, once it has written that down. */
    Optional<Integer> port() throws IOException {
        return lines(data).stream()
                .skip(PORT_LINE)
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,5}"))
                .map(Integer::valueOf);
    }

    /** Stops a server that nobody supervises any more, or helps one that is stopping; forgets a false record. */
    void clear() throws IOException, InterruptedException {
        if (!isRunning()) {
            if (ProcessHandle.of(pid).isPresent()) {
                Files.deleteIfExists(data.resolve(PID_FILE));
            }
            return;
        }
        if (!endsAfter("INT", PATIENCE) && !endsAfter("QUIT", LAST_PATIENCE) && !endsAfter("KILL", LAST_PATIENCE)) {
            throw new EmbeddedPostgresException("process " + pid + ", a PostgreSQL of an earlier run, works in " + data
                    + " and cannot be stopped; end it, then start again");
        }
    }

    /** A live process, no zombie, that is a postgres and works in this folder. */
    boolean isRunning() throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        if (Files.isDirectory(Path.of("/proc/self"))) {
            return isServer(process);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().commandLine())
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    /** A zombie has neither arguments nor a working folder, so it is not taken for a server. */
    private boolean isServer(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip().equals("postgres")
                    && (wasStartedOnIt(process) || Files.isSameFile(process.resolve("cwd"), data));
        } catch (IOException _) {
            return false; // it ended meanwhile, or it is another user's
        }
    }

    /**
     * Asked first: root in a container may not read the working folder of {@code nobody}, but anybody the arguments.
     */
    private boolean wasStartedOnIt(Path process) throws IOException {
        return List.of(Files.readString(process.resolve("cmdline")).split("\0", -1))
                .contains(data.toString());
    }

    private boolean endsAfter(String signal, Duration patience) throws IOException, InterruptedException {
        Command.run("sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal, Long.toString(pid));
        long deadline = System.nanoTime() + patience.toNanos();
        while (isRunning() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return !isRunning();
    }

    private static List<String> lines(Path data) throws IOException {
        Path file = data.resolve(PID_FILE);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
