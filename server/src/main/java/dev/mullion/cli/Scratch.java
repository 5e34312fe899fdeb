package dev.mullion.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;

/**
 * A folder that goes when its work is done, and what runs in it. Closed by a signal while something is being started,
 * it waits for that and stops it: nothing is left behind. Threads may share it.
 */
final class Scratch implements AutoCloseable {

    private final Path folder;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    Scratch(Path folder) {
        this.folder = folder;
    }

    /** Starts something and keeps it until the end. */
    synchronized <T extends AutoCloseable> T keep(Supplier<T> start) {
        if (closed) {
            throw new CommandFailed(ExitCode.FAILURE, "it was stopped while it started", "start it again");
        }
        T started = start.get();
        running.push(started);
        return started;
    }

    /** Stops everything, the youngest first, and deletes the folder. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            while (!running.isEmpty()) {
                running.pop().close();
            }
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " could not be deleted; delete it by hand", e);
        } catch (Exception e) {
            throw new IllegalStateException("what ran in " + folder + " did not stop in order", e);
        }
    }
}
