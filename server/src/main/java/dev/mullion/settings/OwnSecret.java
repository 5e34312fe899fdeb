package dev.mullion.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A secret of the operator's: where it is, and never what it is. */
public sealed interface OwnSecret {

    /** What it is, for the caller to wipe. */
    byte[] read();

    /** A file that nobody but the server's own account reads. */
    record InFile(Path path) implements OwnSecret {
        @Override
        public byte[] read() {
            try {
                return Files.readAllBytes(path);
            } catch (IOException e) {
                throw new UncheckedIOException("the secret at " + path + " cannot be read", e);
            }
        }

        @Override
        public String toString() {
            return "the file " + path;
        }
    }

    /** An entry of the key store, opened each time that it is needed. */
    record InStore(String name, Supplier<byte[]> opening) implements OwnSecret {
        @Override
        public byte[] read() {
            return opening.get();
        }

        @Override
        public String toString() {
            return "the entry " + name + " of the key store";
        }
    }
}
