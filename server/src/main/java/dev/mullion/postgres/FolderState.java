package dev.mullion.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands in a folder of {@link EmbeddedPostgres}, found by reading alone. Not for the process that runs the server
 * itself.
 */
public sealed interface FolderState {

    /** No database was made here yet. */
    record Empty() implements FolderState {}

    /** Data of another major version than this Mullion brings. */
    record OtherVersion(String found, String expected) implements FolderState {}

    /** Data of this version, and no server at work on it. */
    record Stopped() implements FolderState {}

    /** A server accepts connections on 127.0.0.1. */
    record Running(int port) implements FolderState {

        /** The address of one database, without user or password. */
        public String jdbcUrl(String database) {
            return EmbeddedPostgres.jdbcUrl(port, database);
        }
    }

    /**
     * Looks.
     *
     * @param directory the one that {@link EmbeddedPostgres#start} is given
     * @throws UncheckedIOException when it cannot be read
     */
    static FolderState of(Path directory) {
        Path data = directory.toAbsolutePath().normalize().resolve("data");
        try {
            Path version = data.resolve("PG_VERSION");
            if (!Files.exists(version)) {
                return new Empty();
            }
            String found = Files.readString(version).strip();
            if (!found.equals(Binaries.MAJOR)) {
                return new OtherVersion(found, Binaries.MAJOR);
            }
            return running(data).<FolderState>map(Running::new).orElseGet(Stopped::new);
        } catch (IOException e) {
            throw new UncheckedIOException(data + " cannot be read; run this as the user who runs the server", e);
        }
    }

    private static Optional<Integer> running(Path data) throws IOException {
        Optional<Postmaster> recorded = Postmaster.recordedIn(data);
        return recorded.isPresent()
                        && recorded.get().isRunning()
                        && recorded.get().isReady()
                ? recorded.get().port()
                : Optional.empty();
    }
}
