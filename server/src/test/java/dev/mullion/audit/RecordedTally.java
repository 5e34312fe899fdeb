package dev.mullion.audit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the requests of this test run left in the log. Kept for the process, and written down for
 * {@link RecordedByTheSuite}, which looks at all processes of the run together.
 */
final class RecordedTally {

    /** All processes of one run have the same, and no other run has it: see the build. */
    static final Path FOLDER = Path.of(System.getProperty("mullion.recorded", "target/recorded/by-hand"));

    /** Stands where an action would: the route changed nothing, as it says that it may. */
    static final String NOTHING = "nothing";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Queue<String> DISAGREEMENTS = new ConcurrentLinkedQueue<>();
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger UNDER_WAY = new AtomicInteger();

    private RecordedTally() {}

    static void begun() {
        UNDER_WAY.incrementAndGet();
    }

    static void ended() {
        UNDER_WAY.decrementAndGet();
    }

    static void add(Answered answered) {
        answered.disagreement().ifPresent(DISAGREEMENTS::add);
        answered.declared().forEach(action -> see(answered.route(), action.name()));
        if (answered.isExcused()) {
            see(answered.route(), NOTHING);
        }
    }

    private static synchronized void see(String route, String left) {
        String line = route + "\t" + left + "\n";
        if (SEEN.add(line)) {
            try {
                Files.createDirectories(FOLDER);
                Files.writeString(FOLDER.resolve(ProcessHandle.current().pid() + ".tsv"), line, CREATE, APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static boolean hasSeen(String route, AuditAction left) {
        return SEEN.contains(route + "\t" + left.name() + "\n");
    }

    /** The client may have its answer a moment before the watch has looked at it. */
    static List<String> takeDisagreements() {
        long over = System.nanoTime() + PATIENCE.toNanos();
        while (UNDER_WAY.get() > 0 && System.nanoTime() < over) {
            Thread.onSpinWait();
        }
        List<String> taken = new ArrayList<>();
        for (String next = DISAGREEMENTS.poll(); next != null; next = DISAGREEMENTS.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
