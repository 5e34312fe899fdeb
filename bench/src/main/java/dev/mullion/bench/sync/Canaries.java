package dev.mullion.bench.sync;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Shell;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a text that stands in every object of a vendor, and that nobody may keep. */
record Canaries(String text) {

    /** How many files of a folder, and below, have it. */
    long filesWith(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> countIn(file) > 0)
                    .count();
        } catch (IOException e) {
            throw new BenchmarkFailed(folder + " cannot be searched: " + e.getMessage(), e);
        }
    }

    /** How often the heap of a Java process has it, after a collection. */
    long inHeapOf(long pid, Path dump) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Shell.output(new ProcessBuilder(List.of(jcmd, Long.toString(pid), "GC.heap_dump", dump.toString())));
        return countIn(dump);
    }

    /** A file that is gone meanwhile has none of it. */
    private long countIn(Path file) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        long found = 0;
        int matched = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] piece = new byte[1 << 16];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                for (int at = 0; at < read; at++) {
                    matched = piece[at] == wanted[matched] ? matched + 1 : piece[at] == wanted[0] ? 1 : 0;
                    if (matched == wanted.length) {
                        found++;
                        matched = 0;
                    }
                }
            }
        } catch (IOException _) {
            return found;
        }
        return found;
    }
}
