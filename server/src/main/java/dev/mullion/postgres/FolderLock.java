package dev.mullion.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One process at a time works in a folder. The kernel gives the lock up when the process ends, however it ends.
 *
 * <p>POSIX drops a process's lock on a file as soon as the process closes <em>any</em> descriptor of that file, so a
 * second attempt within this process must be refused before the file is opened: that is what {@link #HELD} is for.
 */
final class FolderLock implements AutoCloseable {

    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty when another process, or this one, holds it already. */
    static Optional<FolderLock> tryTake(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve("lock");
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return Optional.empty();
            }
            Optional<FolderLock> taken = open(file);
            taken.ifPresent(_ -> HELD.add(file));
            return taken;
        }
    }

    /** Waits for a holder that needs it for a short work. */
    static FolderLock take(Path folder, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<FolderLock> taken = tryTake(folder);
            if (taken.isPresent()) {
                return taken.get();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException(folder + " is in use by process " + holder(folder) + " for longer than " + patience);
    }

    /** Who holds it, for a message; not known when the holder has not written it yet. */
    static String holder(Path folder) {
        try {
            Path file = folder.toRealPath().resolve("lock");
            synchronized (HELD) {
                return HELD.contains(file)
                        ? Long.toString(ProcessHandle.current().pid())
                        : Files.readString(file).strip();
            }
        } catch (IOException _) {
            return "unknown";
        }
    }

    @SuppressWarnings("resource") // the lock lives as long as its channel, and the channel as long as this object
    private static Optional<FolderLock> open(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new FolderLock(file, channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot give up " + file, e);
            } finally {
                HELD.remove(file);
            }
        }
    }
}
