package dev.mullion.residue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Reads files as they are on the disk, while others write them. Follows no link. */
final class FileSearch {

    /** Beyond it a folder is not ours alone. */
    private static final int MOST_FILES = 200_000;

    private final Search search;

    FileSearch(Search search) {
        this.search = search;
    }

    /** Every file under {@code folder} that {@code wanted} takes; a folder that it does not take is not entered. */
    Found under(Path folder, BiPredicate<Path, BasicFileAttributes> wanted) {
        Found found = new Found("files");
        try {
            Files.walkFileTree(folder, new Visitor(folder, wanted, found));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search " + folder, e);
        }
        return found;
    }

    private void read(Path file, Found found) throws IOException {
        try (InputStream bytes = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            search.in(bytes, found);
        } catch (NoSuchFileException _) {
            // A database drops files while one walks through them.
        } catch (AccessDeniedException _) {
            found.unreadable();
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final BiPredicate<Path, BasicFileAttributes> wanted;
        private final Found found;
        private int seen;

        Visitor(Path folder, BiPredicate<Path, BasicFileAttributes> wanted, Found found) {
            this.folder = folder;
            this.wanted = wanted;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return path.equals(folder) || wanted.test(path, attributes)
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (++seen > MOST_FILES) {
                found.unreadable();
                return FileVisitResult.TERMINATE;
            }
            if (attributes.isRegularFile() && wanted.test(file, attributes)) {
                found.enter(folder.relativize(file).toString());
                read(file, found);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (!(failure instanceof NoSuchFileException)) {
                found.unreadable();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
