package dev.mullion.audit;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.mullion.tenancy.WorkspaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints that this node has published: a file for each workspace, to be copied to where the database's owner
 * has no hand. Safe to share between threads.
 */
final class Published {

    private static final int LONGEST_NOTE = 4_096;

    /** What the line of a signature begins with, behind the empty line, in UTF-8. */
    private static final String SIGNATURE =
            new String("\n\n\u2014 ".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    private final Path folder;

    Published(Path folder) {
        this.folder = folder;
    }

    Path file(WorkspaceId workspace) {
        return folder.resolve(workspace.value() + ".checkpoints");
    }

    /**
     * Appends what is newer than the last whole one there; it is on disk when this returns. What a crash left half
     * written is taken away first: the next note would stand behind it in the same line.
     */
    synchronized void add(WorkspaceId workspace, List<Checkpoint> checkpoints) {
        try {
            Files.createDirectories(folder);
            try (FileChannel file = FileChannel.open(file(workspace), CREATE, READ, WRITE)) {
                Tail tail = tail(file);
                long known = tail.last().map(Checkpoint::size).orElse(0L);
                file.truncate(tail.end());
                file.position(tail.end());
                for (Checkpoint checkpoint : checkpoints) {
                    if (checkpoint.size() > known) {
                        write(file, checkpoint);
                    }
                }
                file.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint cannot be written to " + file(workspace), e);
        }
    }

    /** The last whole one: what a crash left half written is passed over. */
    synchronized Optional<Checkpoint> last(WorkspaceId workspace) {
        Path path = file(workspace);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (FileChannel file = FileChannel.open(path, READ)) {
            return tail(file).last();
        } catch (IOException e) {
            throw new UncheckedIOException("the published checkpoints cannot be read from " + path, e);
        }
    }

    /** The last whole note of a file, and where it ends. */
    private record Tail(Optional<Checkpoint> last, long end) {}

    private static Tail tail(FileChannel file) throws IOException {
        long from = Math.max(0, file.size() - 2 * LONGEST_NOTE);
        ByteBuffer read = ByteBuffer.allocate((int) (file.size() - from));
        while (read.hasRemaining() && file.read(read, from + read.position()) >= 0) {
            // A read may give less than was asked for.
        }
        // One character a byte, so that places in the text are places in the file.
        String text = new String(read.array(), 0, read.position(), StandardCharsets.ISO_8859_1);
        int end = endOfLastNote(text);
        if (end > 0) {
            return new Tail(Optional.of(lastNote(text, end)), from + end);
        }
        if (from > 0) {
            throw new IOException("its end is no checkpoint; put back the copy that was made of it");
        }
        return new Tail(Optional.empty(), 0);
    }

    private static void write(FileChannel file, Checkpoint checkpoint) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(checkpoint.bytes());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** A note is three lines, an empty one and its signature's, which ends in LF; 0 where there is no whole one. */
    private static int endOfLastNote(String text) {
        for (int dash = text.lastIndexOf(SIGNATURE); dash >= 0; dash = text.lastIndexOf(SIGNATURE, dash - 1)) {
            int end = text.indexOf('\n', dash + 2);
            if (end >= 0) {
                return end + 1;
            }
        }
        return 0;
    }

    private static Checkpoint lastNote(String text, int end) {
        int start = text.lastIndexOf(SIGNATURE, end);
        for (int line = 0; line < 3 && start > 0; line++) {
            start = text.lastIndexOf('\n', start - 1);
        }
        byte[] note = text.substring(start + 1, end).getBytes(StandardCharsets.ISO_8859_1);
        return Checkpoint.read(new String(note, StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
