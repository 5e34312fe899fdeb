package dev.mullion.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches the files below a folder that were written to since a moment, for a short text that is younger. What goes
 * away meanwhile, or is not ours, is counted unread.
 */
final class MarkerSearch extends SimpleFileVisitor<Path> {

    private static final int CHUNK = 1 << 20;

    private final byte[] text;
    private final Instant since;
    private final Set<Path> found = new HashSet<>();
    private long files;
    private long bytes;
    private long unread;

    private MarkerSearch(byte[] text, Instant since) {
        this.text = text;
        this.since = since;
    }

    static MarkerSearch in(Path folder, byte[] text, Instant since) throws IOException {
        MarkerSearch search = new MarkerSearch(text, since);
        Files.walkFileTree(folder, search);
        return search;
    }

    Set<Path> found() {
        return found;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    long unread() {
        return unread;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()
                && !attributes.lastModifiedTime().toInstant().isBefore(since)) {
            files++;
            try (InputStream in = Files.newInputStream(file)) {
                if (isIn(in)) {
                    found.add(file);
                }
            } catch (IOException _) {
                unread++;
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        unread++;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        return FileVisitResult.CONTINUE;
    }

    private boolean isIn(InputStream in) throws IOException {
        byte[] window = new byte[CHUNK + text.length - 1];
        int kept = 0;
        while (true) {
            int read = in.readNBytes(window, kept, window.length - kept);
            if (read == 0) {
                return false;
            }
            bytes += read;
            int end = kept + read;
            if (isIn(window, end)) {
                return true;
            }
            kept = Math.min(text.length - 1, end);
            System.arraycopy(window, end - kept, window, 0, kept);
        }
    }

    private boolean isIn(byte[] window, int end) {
        for (int at = 0; at <= end - text.length; at++) {
            if (window[at] == text[0] && java.util.Arrays.equals(window, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }
}
