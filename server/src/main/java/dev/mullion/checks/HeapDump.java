package dev.mullion.checks;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The live objects of this process after a collection, on the disk for as long as they are searched: everything a
 * tenant has in memory is in there, so the folder opens for its owner alone and goes in the end. What a process that
 * was killed meanwhile has left goes before the next one, and at {@link #removeLeft}.
 */
public final class HeapDump implements AutoCloseable {

    private static final String FILE = "heap.hprof";
    private static final Pattern FOLDER = Pattern.compile("heap-\\d+");

    /** Those that this process is writing or searching. */
    private static final Set<Path> IN_USE = new HashSet<>();

    private final Path folder;

    private HeapDump(Path folder) {
        this.folder = folder;
    }

    /** Stops this process for as long as the writing takes. */
    public static HeapDump takenIn(Path parent) throws IOException {
        removeLeft(parent);
        HeapDump dump = new HeapDump(newFolder(parent));
        try {
            Path file = dump.folder.resolve(FILE);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return dump;
        } catch (IOException | RuntimeException e) {
            dump.close();
            throw e;
        }
    }

    private static Path newFolder(Path parent) throws IOException {
        synchronized (IN_USE) {
            Path folder = Files.createTempDirectory(
                    parent.toAbsolutePath(),
                    "heap-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            IN_USE.add(folder);
            return folder;
        }
    }

    /**
     * Removes the dumps of processes that were killed while they searched one. For the one process that works in that
     * folder: another's would go from under it.
     *
     * @return how many
     */
    public static int removeLeft(Path parent) throws IOException {
        int removed = 0;
        synchronized (IN_USE) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(parent.toAbsolutePath(), HeapDump::isLeft)) {
                for (Path folder : left) {
                    remove(folder);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isLeft(Path path) {
        return FOLDER.matcher(String.valueOf(path.getFileName())).matches()
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && !IN_USE.contains(path);
    }

    /** A dump that was not finished may be in several pieces, whose names begin alike. */
    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> pieces = Files.newDirectoryStream(folder, FILE + "*")) {
            for (Path piece : pieces) {
                Files.deleteIfExists(piece);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** Whether the disk has room for everything that is in memory now, twice. */
    public static boolean fitsIn(Path parent) throws IOException {
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return Files.getFileStore(parent).getUsableSpace() > 2 * used;
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        synchronized (IN_USE) {
            IN_USE.remove(folder);
            remove(folder);
        }
    }
}
