package dev.mullion.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The installation's folder: owner-only from its making. */
final class DataFolder {

    private DataFolder() {}

    static Path ofEnvironment() {
        String named = System.getenv().getOrDefault("MULLION_DATA", "").strip();
        return Path.of(named.isEmpty() ? ".mullion" : named).toAbsolutePath().normalize();
    }

    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + folder + " cannot be made or protected", e);
        }
    }
}
