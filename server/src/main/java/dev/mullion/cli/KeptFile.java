package dev.mullion.cli;

import dev.mullion.audit.Exports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checkpoints that somebody kept, one after the other in a file. A log that is written to all day has millions of them:
 * the file is read through, and no more of it is held than was asked for.
 */
final class KeptFile implements Exports.Kept {

    private final Path file;
    private long passedOver;

    KeptFile(Path file) {
        this.file = file;
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw unreadable("it is not there, or nothing that the server may read");
        }
    }

    /** The second line of each note, behind its origin. */
    @Override
    public NavigableSet<Long> newestBefore(long size, int most) {
        NavigableSet<Long> newest = new TreeSet<>();
        passedOver = 0;
        try (Stream<String> lines = Files.lines(file)) {
            Iterator<Long> sizes = lines.filter(line -> line.matches("[1-9][0-9]{0,17}"))
                    .map(Long::valueOf)
                    .filter(each -> each < size)
                    .iterator();
            while (sizes.hasNext()) {
                newest.add(sizes.next());
                if (newest.size() > most) {
                    newest.pollFirst();
                    passedOver++;
                }
            }
            return newest;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e.getClass().getSimpleName());
        }
    }

    /** What to tell who gave more checkpoints than a bundle may lead on from. */
    Optional<String> told() {
        return passedOver == 0
                ? Optional.empty()
                : Optional.of("the bundle leads on from the newest of these checkpoints; the " + passedOver
                        + " oldest will be compared with nothing: to compare them, export and verify with them alone");
    }

    private CommandFailed unreadable(String why) {
        return new CommandFailed(
                ExitCode.FAILURE,
                file + " cannot be read: " + why,
                "name a file of checkpoints that the server may read");
    }
}
