package dev.mullion.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What the server and {@code initdb} print. A start with a large log sets it aside as {@code postgres.log.1}, so two of
 * them is the most there is; the settings keep what a running server adds small.
 */
record ServerLog(Path file) {

    private static final long LARGE = 1 << 20;
    private static final int TAIL = 2_000;

    static ServerLog openedIn(Path directory) throws IOException {
        Path file = directory.resolve("postgres.log");
        if (Files.exists(file) && Files.size(file) > LARGE) {
            Files.move(file, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return new ServerLog(file);
    }

    long size() throws IOException {
        return Files.size(file);
    }

    /** The last lines written after the mark, at most 2,000 bytes. */
    String since(long mark) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(mark, channel.size() - TAIL);
            var bytes = ByteBuffer.allocate(TAIL);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
        }
    }
}
