package dev.mullion.verifier;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The entries of a bundle in the order of the file. Hashing is most of the work, and no event's hash needs another's:
 * while one batch is judged, all processors take the next ones apart. Bounded in bytes: a hostile file has long lines.
 */
final class Entries {
    private static final int MOST_BYTES = 1 << 18;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final ExecutorService WORKERS = Executors.newWorkStealingPool(PROCESSORS);
    private final Lines lines;
    private final Deque<CompletableFuture<List<Entry>>> ahead = new ArrayDeque<>();
    private boolean ended;

    Entries(Lines lines) {
        this.lines = lines;
    }

    /** The next batch; behind the last there is an empty one. */
    List<Entry> next() throws IOException {
        while (!ended && ahead.size() <= 2 * PROCESSORS) {
            ahead.add(read());
        }
        return ahead.isEmpty() ? List.of() : ahead.remove().join();
    }

    private CompletableFuture<List<Entry>> read() throws IOException {
        var entries = new ArrayList<Supplier<Entry>>();
        try {
            for (int bytes = 0; bytes < MOST_BYTES && !ended; ) {
                byte[] text = text();
                entries.add(() -> Entry.read(text));
                bytes += text.length;
            }
        } catch (Malformed malformed) {
            ended = true;
            entries.add(() -> new Entry.Broken(malformed));
        }
        var parsed = entries.stream().map(Supplier::get);
        return CompletableFuture.supplyAsync(parsed::toList, WORKERS);
    }

    private byte[] text() throws IOException, Malformed {
        byte[] line = lines.expect("an event, a checkpoint or the end");
        Words words = new Words(line).next("word");
        ended = words.is("end");
        if (ended) {
            lines.end();
        }
        if (!words.is("checkpoint")) {
            return line;
        }
        long count = words.next("number of lines").last().decimal();
        Malformed.unless(count <= SignedNote.MOST_LINES, "a checkpoint has at most 64 lines");
        return lines.text("checkpoint ", count);
    }
}
