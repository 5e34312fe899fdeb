package dev.mullion.audit;

import dev.mullion.tenancy.WorkspaceId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The checkpoints that this node has published: a file for each workspace, to be copied to where the database's owner
 * has no hand. Safe to share between threads.
 */
final class Published {

    private static final int LONGEST_NOTE = 4_096;

    private final Path folder;

    Published(Path folder) {
        this.folder = folder;
    }

    Path file(WorkspaceId workspace) {
        return folder.resolve(workspace.value() + ".checkpoints");
    }

    /** Appends unless this size, or a larger one, is there; it is on disk when this returns. */
    synchronized void add(WorkspaceId workspace, Checkpoint checkpoint) {
        if (last(workspace).map(last -> last.size() >= checkpoint.size()).orElse(false)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            try (FileChannel file = FileChannel.open(
                    file(workspace), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                ByteBuffer bytes = ByteBuffer.wrap(checkpoint.bytes());
                while (bytes.hasRemaining()) {
                    file.write(bytes);
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
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(0, file.length() - 2 * LONGEST_NOTE);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            return lastNote(new String(tail, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the published checkpoints cannot be read from " + path, e);
        }
    }

    /** A note is three lines, an empty one and its signature's, which ends in LF. */
    private static Optional<Checkpoint> lastNote(String tail) {
        int signature = tail.lastIndexOf("\n\n\u2014 ", tail.lastIndexOf('\n'));
        while (signature >= 0 && tail.indexOf('\n', signature + 2) < 0) {
            signature = tail.lastIndexOf("\n\n\u2014 ", signature - 1);
        }
        if (signature < 0) {
            return Optional.empty();
        }
        int start = signature;
        for (int line = 0; line < 3 && start > 0; line++) {
            start = tail.lastIndexOf('\n', start - 1);
        }
        return Optional.of(Checkpoint.read(
                tail.substring(start + 1, tail.indexOf('\n', signature + 2) + 1), Instant.EPOCH));
    }
}
