package dev.mullion.verifier.bundle;

import dev.mullion.verifier.merkle.TreeHasher;
import dev.mullion.verifier.text.Lines;
import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events that follow each other, and the line behind them. Hashing is most of the work and no event's hash needs
 * another's, so a batch is shared out among the processors. Bounded in bytes: a hostile file has long lines.
 *
 * @param next the line behind the events, at its first word; null where the batch was full
 * @param broken what kept the next line from being read
 */
record EventBatch(
        List<byte[]> events, @Nullable Words next, @Nullable Malformed broken) {

    private static final int MOST_BYTES = 1 << 20;
    private static final int SHARES = Runtime.getRuntime().availableProcessors();

    static EventBatch read(Lines lines) throws IOException {
        var events = new ArrayList<byte[]>();
        try {
            for (int bytes = 0; bytes < MOST_BYTES; bytes += events.getLast().length) {
                byte[] line = lines.expect("an event, a checkpoint or the end");
                Words words = new Words(line).next("word");
                if (!EventLine.isOne(words)) {
                    return new EventBatch(events, words, null);
                }
                events.add(line);
            }
        } catch (Malformed malformed) {
            return new EventBatch(events, null, malformed);
        }
        return new EventBatch(events, null, null);
    }

    /** The events in their order; one that is not of its form keeps its place. */
    List<Judged> judged() {
        return IntStream.range(0, SHARES)
                .parallel()
                .boxed()
                .flatMap(this::share)
                .toList();
    }

    private Stream<Judged> share(int share) {
        var hasher = new TreeHasher();
        int size = events.size();
        return events.subList(size * share / SHARES, size * (share + 1) / SHARES).stream()
                .map(line -> judge(line, hasher));
    }

    private static Judged judge(byte[] line, TreeHasher hasher) {
        try {
            return EventLine.read(new Words(line).next("word"), hasher);
        } catch (Malformed malformed) {
            return new Unreadable(malformed);
        }
    }

    sealed interface Judged permits EventLine, Unreadable {}

    record Unreadable(Malformed why) implements Judged {}
}
