package dev.mullion.checks;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The live objects of this process after a collection, on the disk for as long as they are searched: everything a
 * tenant has in memory is in there, so the folder opens for its owner alone and goes in the end.
 */
public final class HeapDump implements AutoCloseable {

    private final Path folder;
    private final Path file;

    private HeapDump(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("heap.hprof");
    }

    /** Stops this process for as long as the writing takes. */
    public static HeapDump takenIn(Path parent) throws IOException {
        HeapDump dump = new HeapDump(Files.createTempDirectory(
                parent, "heap-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.file.toString(), true);
            Files.setPosixFilePermissions(dump.file, PosixFilePermissions.fromString("rw-------"));
            return dump;
        } catch (IOException | RuntimeException e) {
            dump.close();
            throw e;
        }
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
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
    }
}
