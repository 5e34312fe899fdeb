package dev.mullion.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk of a dump, and for how long. */
class HeapDumpTest {

    @TempDir
    Path data;

    @Test
    @Attack("secrets-12")
    void whatAKilledProcessLeftGoesBeforeTheNextOne() throws IOException {
        Path left = left("heap-123");

        try (HeapDump dump = HeapDump.takenIn(data)) {
            assertThat(left).doesNotExist();
            assertThat(dump.folder()).isDirectoryContaining("glob:**heap.hprof");
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void oneThatIsBeingSearchedStays() throws IOException {
        try (HeapDump dump = HeapDump.takenIn(data)) {
            left("heap-123");

            assertThat(HeapDump.removeLeft(data)).isOne();
            assertThat(dump.folder().resolve("heap.hprof")).exists();
        }
    }

    @Test
    void nothingElseIsRemoved() throws IOException {
        Path elsewhere = Files.createDirectory(data.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("heap.hprof"));
        Files.createSymbolicLink(data.resolve("heap-1"), elsewhere);
        Path named = left("heap-of-somebody");

        assertThat(HeapDump.removeLeft(data)).isZero();
        assertThat(elsewhere.resolve("heap.hprof")).exists();
        assertThat(named.resolve("heap.hprof")).exists();
    }

    /** With a piece that is written before the whole. */
    private Path left(String name) throws IOException {
        Path folder = Files.createDirectory(data.resolve(name));
        Files.createFile(folder.resolve("heap.hprof"));
        Files.createFile(folder.resolve("heap.hprof.p1"));
        return folder;
    }
}
