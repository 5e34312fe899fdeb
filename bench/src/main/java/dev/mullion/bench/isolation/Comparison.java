package dev.mullion.bench.isolation;

import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Target;
import java.util.List;
import java.util.Map;

/** One task done in three ways, round by round. */
final class Comparison {

    private static final double MILLISECOND = 1e6;

    private final Task task;
    private final Way raw;
    private final Way own;
    private final Way textbook;
    private final Samples.Gathering rawTimes = new Samples.Gathering();
    private final Samples.Gathering ownTimes = new Samples.Gathering();
    private final Samples.Gathering textbookTimes = new Samples.Gathering();
    private int rounds;

    Comparison(Task task, Way raw, Way own, Way textbook) {
        this.task = task;
        this.raw = raw;
        this.own = own;
        this.textbook = textbook;
    }

    String name() {
        return task.name();
    }

    Task task() {
        return task;
    }

    void warmUp() {
        for (Way way : List.of(raw, own, textbook)) {
            milliseconds(way, 0);
        }
    }

    /** Who goes first changes with the round: the first finds the cores cooler and the caches colder. */
    void round() {
        rounds++;
        int first = rounds * task.requests();
        for (int turn = 0; turn < 3; turn++) {
            switch ((turn + rounds) % 3) {
                case 0 -> rawTimes.add(milliseconds(raw, first));
                case 1 -> ownTimes.add(milliseconds(own, first));
                default -> textbookTimes.add(milliseconds(textbook, first));
            }
        }
    }

    /** On average over the requests of a round. */
    private double milliseconds(Way way, int first) {
        long start = System.nanoTime();
        for (int i = 0; i < task.requests(); i++) {
            task.run(way, first + i);
        }
        return (System.nanoTime() - start) / MILLISECOND / task.requests();
    }

    boolean isLong() {
        return rawTimes.done().median() > 1;
    }

    Target target(double limit) {
        Samples ratio = ownTimes.done().dividedBy(rawTimes.done());
        return new Target(
                "aim: " + name() + " at most " + limit + "x raw", ratio.text(2) + "x", ratio.median() <= limit);
    }

    List<String> row() {
        return List.of(
                name(),
                Samples.number(rawTimes.done().median(), 3),
                Samples.number(ownTimes.done().median(), 3),
                ownTimes.done().dividedBy(rawTimes.done()).text(2),
                textbookTimes.done().dividedBy(rawTimes.done()).text(2));
    }

    Map<String, Object> raw() {
        return Map.of(
                "rawMilliseconds", rawTimes.done().values(),
                "mullionMilliseconds", ownTimes.done().values(),
                "textbookMilliseconds", textbookTimes.done().values());
    }
}
