package dev.mullion.bench.sync;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of it all.
 *
 * @param own the first sync, the next one, the whole list again
 * @param peer the first sync, the whole list again
 * @param left how many places have a canary
 */
record SyncReport(int objects, List<Read> own, List<Read> peer, Map<String, Long> left, double copySeconds) {

    /** What memory may differ by that is not of the pages: collections come when they come. */
    private static final double FLAT = 1.15;

    private static final double MOST_WAL = 0.01;
    private static final double TIMES_JPA = 5;

    SyncReport {
        Stream.concat(own.stream().limit(1), peer.stream())
                .filter(read -> read.objects() < objects)
                .forEach(read -> {
                    throw new BenchmarkFailed(read.name() + " read " + read.objects() + " of " + objects + " objects: "
                            + read.coverage());
                });
        own = List.copyOf(own);
        peer = List.copyOf(peer);
    }

    Report report(String benchmark, Instant at, Map<String, String> machine) {
        return new Report(
                benchmark, at, machine, List.of(runs(), besidePeer(), canaries()), targets(), notes(), samples());
    }

    private Table runs() {
        return new Table(
                "one run each, of one workspace",
                Read.COLUMNS,
                Stream.concat(own.stream(), peer.stream()).map(Read::row).toList());
    }

    private Table besidePeer() {
        return new Table(
                "stripe-java with Spring Data JPA saveAll, beside Mullion",
                List.of("figure; CPU with the database's", "Mullion", "JPA", "JPA / Mullion"),
                List.of(
                        compared(
                                "first sync, CPU s / 1,000",
                                first().cpuPerThousand(),
                                peerFirst().cpuPerThousand()),
                        compared(
                                "first sync, seconds",
                                first().seconds(),
                                peerFirst().seconds()),
                        compared("first sync, WAL MB", walMegabytes(first()), walMegabytes(peerFirst())),
                        compared(
                                "first sync, peak MB",
                                first().effort().peak(),
                                peerFirst().effort().peak()),
                        compared(
                                "again, CPU s / 1,000",
                                whole().cpuPerThousand(),
                                peerAgain().cpuPerThousand()),
                        compared(
                                "again, seconds", whole().seconds(), peerAgain().seconds()),
                        compared("again, WAL MB", walMegabytes(whole()), walMegabytes(peerAgain()))));
    }

    private static List<String> compared(String name, double mullion, double jpa) {
        return List.of(name, Samples.number(mullion, 2), Samples.number(jpa, 2), Samples.number(jpa / mullion, 2));
    }

    private Table canaries() {
        return new Table(
                "where a canary of the " + objects + " objects was found",
                List.of("place", "found"),
                left.entrySet().stream()
                        .map(each -> List.of(each.getKey(), Long.toString(each.getValue())))
                        .toList());
    }

    private List<Target> targets() {
        return List.of(
                Target.atLeast(
                        "aim: first sync with a fifth of the CPU that JPA needs, own and database's: JPA / Mullion",
                        TIMES_JPA,
                        peerFirst().cpuPerThousand() / first().cpuPerThousand(),
                        2),
                Target.atLeast(
                        "aim: first sync 5 times as fast as JPA by the clock: JPA / Mullion",
                        TIMES_JPA,
                        peerFirst().seconds() / first().seconds(),
                        2),
                Target.atMost(
                        "aim: memory in the last tenth of the first sync at most " + FLAT
                                + " times that of the second tenth",
                        FLAT,
                        first().effort().memoryBetween(0.9, 1)
                                / first().effort().memoryBetween(0.1, 0.2),
                        2),
                Target.atMost(
                        "aim: nothing changed, next sync: under 1 % of the first one's WAL, in %",
                        100 * MOST_WAL, 100 * walMegabytes(own.get(1)) / walMegabytes(first()), 2),
                Target.atMost(
                        "aim: nothing changed, whole list again: under 1 % of the first one's WAL, in %",
                        100 * MOST_WAL, 100 * walMegabytes(whole()) / walMegabytes(first()), 2),
                Target.atMost(
                        "aim: no canary anywhere",
                        0,
                        left.values().stream().mapToDouble(Long::doubleValue).sum(),
                        0));
    }

    private List<String> notes() {
        return List.of(
                "limit: COPY of the same rows into the same indexes took " + Samples.number(copySeconds, 1)
                        + " s; Mullion's client asks Stripe at most 20 times a second, so that 1,000 pages take 50 s at least;"
                        + " the peer asks as fast as it can, and waits out each 429 as it is told",
                "the peer has plain tables with the same columns and indexes, batches of 50, ordered and rewritten inserts,"
                        + " two questions a page for what is stored, one transaction a page, the same heap and JVM options;"
                        + " no row security, no audit, no hashing with a key, no earlier versions",
                "CPU and memory are of one process each, both ready before they read, and Mullion through its first probes of its own promises; the vendor's are not in them",
                "WAL is that of the whole database; the log's checkpoints and the hourly records are in it",
                "this process, which plays the vendor, peaked at " + Samples.number(Cost.ownPeakMegabytes(), 0)
                        + " MB");
    }

    private Map<String, Object> samples() {
        Map<String, Object> raw = new LinkedHashMap<>();
        Stream.concat(own.stream(), peer.stream()).forEach(read -> raw.put(read.name(), read.raw()));
        raw.put("left", left);
        raw.put("copySeconds", copySeconds);
        return raw;
    }

    private Read first() {
        return own.getFirst();
    }

    private Read whole() {
        return own.getLast();
    }

    private Read peerFirst() {
        return peer.getFirst();
    }

    private Read peerAgain() {
        return peer.getLast();
    }

    private static double walMegabytes(Read read) {
        return (double) read.effort().walBytes() / 1e6;
    }
}
