package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.verifier.TestLog.Item;
import dev.mullion.verifier.TestLog.Note;
import dev.mullion.verifier.TestLog.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever single thing is done to a log, it is found: by the bundle itself, or by the checkpoint that was kept. */
class RandomAttacksTest {

    /**
     * What may be done. The careful ones renumber, recompute every hash and count, and so need the key or fail at it.
     */
    enum Attempt {
        A_CHARACTER,
        A_LINE_LESS,
        A_LINE_TWICE,
        TWO_LINES_SWAPPED,
        THE_END_CUT,
        CAREFUL_EDIT,
        CAREFUL_DELETION,
        CAREFUL_INSERTION,
        CAREFUL_SWAP,
        CAREFUL_TRUNCATION,
        FORK,
        REWRITTEN_WITH_THE_REAL_KEY,
        REWRITTEN_WITH_ANOTHER_KEY,
        ANOTHER_WORKSPACE
    }

    private static final int ATTACKS = Boolean.getBoolean("mullion.long") ? 1_000 : 200;

    @Test
    @Attack({"audit-7", "audit-13", "audit-14", "audit-24"})
    void everyOneIsFound() {
        int found = 0;
        for (int seed = 0; seed < ATTACKS; seed++) {
            var random = new Random(seed);
            Attempt attempt = Attempt.values()[seed % Attempt.values().length];
            TestLog log = TestLog.of(4 + random.nextInt(25), 4 + random.nextInt(20), seed);
            String kept = log.checkpoint(log.key);
            assertThat(Verified.with(log.bundle(), kept, log.key()).findings()).isEmpty();

            boolean holds =
                    Verified.against(attacked(attempt, log, random), kept).holds();

            assertThat(holds).as("%s of seed %s", attempt, seed).isFalse();
            found++;
        }
        assertThat(found).isEqualTo(ATTACKS);
    }

    private static String attacked(Attempt attempt, TestLog log, Random random) {
        return switch (attempt) {
            case A_CHARACTER, A_LINE_LESS, A_LINE_TWICE, TWO_LINES_SWAPPED -> lines(attempt, log.bundle(), random);
            case THE_END_CUT -> {
                String bundle = log.bundle();
                int body = bundle.indexOf("origin");
                yield bundle.substring(0, body + random.nextInt(bundle.length() - body));
            }
            case CAREFUL_EDIT, CAREFUL_DELETION, CAREFUL_INSERTION, CAREFUL_SWAP, CAREFUL_TRUNCATION ->
                log.bundle(items(attempt, new ArrayList<>(log.items), random));
            case FORK -> fork(log, random);
            case REWRITTEN_WITH_THE_REAL_KEY -> rewritten(log, log.key, random);
            case ANOTHER_WORKSPACE -> {
                var neighbour = new TestKey("mullion.example/3f0c/neighbour");
                var other = new TestLog(neighbour.name(), neighbour, random.nextLong());
                other.fill(log.events().size(), 7);
                yield other.bundle();
            }
            case REWRITTEN_WITH_ANOTHER_KEY -> rewritten(log, new TestKey(TestLog.ORIGIN), random);
        };
    }

    private static String lines(Attempt attempt, String bundle, Random random) {
        var lines = new ArrayList<>(List.of(bundle.split("\n", -1)));
        lines.removeLast();
        int at = 2 + random.nextInt(lines.size() - 2);
        switch (attempt) {
            case A_CHARACTER -> lines.set(at, changed(lines.get(at), random));
            case A_LINE_LESS -> lines.remove(at);
            case A_LINE_TWICE -> lines.add(at, lines.get(at));
            default -> swap(lines, at, 2 + random.nextInt(lines.size() - 2));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void swap(List<String> lines, int one, int other) {
        if (lines.get(one).equals(lines.get(other))) {
            lines.remove(one);
        } else {
            Collections.swap(lines, one, other);
        }
    }

    private static String changed(String line, Random random) {
        if (line.isEmpty()) {
            return "x";
        }
        int at = random.nextInt(line.length());
        char other = line.charAt(at) == 'a' ? 'b' : 'a';
        return line.substring(0, at) + other + line.substring(at + 1);
    }

    private static List<Item> items(Attempt attempt, List<Item> items, Random random) {
        int at = place(items, random);
        Written event = (Written) items.get(at);
        switch (attempt) {
            case CAREFUL_EDIT -> items.set(at, event.withPayload(event.payload() + "zz=forged\n"));
            case CAREFUL_DELETION -> items.remove(at);
            case CAREFUL_INSERTION -> items.add(at, event.withPayload("detail=never\n"));
            case CAREFUL_SWAP ->
                Collections.swap(items, at, at == 1 ? place(items.subList(2, items.size()), random) + 2 : 1);
            default -> {
                while (items.size() > at || !(items.getLast() instanceof Note)) {
                    items.removeLast();
                    if (items.isEmpty()) {
                        break;
                    }
                }
            }
        }
        return items;
    }

    /** Any event but the first, which opens the log. */
    private static int place(List<Item> items, Random random) {
        while (true) {
            int at = random.nextInt(items.size());
            if (items.get(at) instanceof Written event && !event.verb().equals("log.opened")) {
                return at;
            }
        }
    }

    private static String fork(TestLog log, Random random) {
        var other = new TestLog(TestLog.ORIGIN, log.key, random.nextLong());
        other.fill(log.events().size(), 100);
        log.items.add(log.items.size() - random.nextInt(2), other.items.getLast());
        return log.bundle();
    }

    private static String rewritten(TestLog log, TestKey key, Random random) {
        var other = new TestLog(TestLog.ORIGIN, key, random.nextLong());
        other.fill(log.events().size() + random.nextInt(5), 7);
        return other.bundle();
    }
}
