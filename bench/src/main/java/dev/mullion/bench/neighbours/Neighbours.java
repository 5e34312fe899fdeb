package dev.mullion.bench.neighbours;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.load.Answers;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ten workspaces with a little to do, alone and beside one that is sent a hundred times as much as all of them, at the
 * limits that Mullion is shipped with.
 */
public final class Neighbours implements Benchmark {

    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int WORKSPACES = 10;
    private static final int QUIET = 10;
    private static final int FLOOD = 100 * QUIET;
    private static final String SHIPPED_LIMIT = "400";
    private static final double LATEST_MILLIS = 50;

    @Override
    public String name() {
        return "neighbours";
    }

    @Override
    public String purpose() {
        return "latency and errors of ten workspaces while another is flooded";
    }

    @Override
    public Report run(Circumstances circumstances) {
        try (Workbench bench = new Workbench(circumstances)) {
            Map<String, String> versions = new LinkedHashMap<>(Machine.facts(bench));
            bench.say("starting PostgreSQL and Mullion");
            Database database = Database.start(bench);
            versions.put("postgresql", database.version());
            MullionServer server = MullionServer.prepare(bench, database);
            server.set("MULLION_HOOKS_PER_SECOND", SHIPPED_LIMIT);
            Child process = server.serve();
            Street street = new Street(server, WORKSPACES);
            bench.say("warming up");
            street.both(FLOOD, QUIET, WARM_UP);
            double before = Cost.residentMegabytes(process.pid());
            Rounds rounds = new Rounds();
            for (int round = 1; round <= ROUNDS; round++) {
                bench.say("round " + round + " of " + ROUNDS);
                rounds.alone.add(street.quiet(QUIET, ROUND));
                rounds.beside.add(street.both(FLOOD, QUIET, ROUND));
            }
            return report(circumstances, versions, rounds, before, Cost.residentMegabytes(process.pid()));
        }
    }

    private static final class Rounds {
        private final List<Answers> alone = new ArrayList<>();
        private final List<Street.Both> beside = new ArrayList<>();

        List<Answers> quiet() {
            return beside.stream().map(Street.Both::quiet).toList();
        }

        List<Answers> flooded() {
            return beside.stream().map(Street.Both::flooded).toList();
        }
    }

    private Report report(
            Circumstances circumstances, Map<String, String> versions, Rounds rounds, double before, double after) {
        List<Answers> quiet = rounds.quiet();
        List<Target> targets = List.of(
                Target.atMost(
                        "p99 of the neighbours beside the flood: at most 50 ms",
                        LATEST_MILLIS,
                        share(quiet, 0.99).median(),
                        1),
                Target.atMost("0 deliveries of the neighbours refused or lost", 0, (double) failed(quiet), 0),
                Target.atMost(
                        "memory after five floods at most 1.25 times that after the first",
                        1.25,
                        before == 0 ? 1 : after / before,
                        2));
        return new Report(
                name(),
                circumstances.clock().instant(),
                versions,
                List.of(new Table(
                        "medians (ranges) of " + ROUNDS + " interleaved rounds of " + ROUND.toSeconds()
                                + " s; latency in ms, counted from the time each delivery was due",
                        List.of("who", "sent a second", "p50", "p99", "highest", "answered 2xx", "not 2xx"),
                        List.of(
                                row("ten neighbours alone", QUIET, rounds.alone),
                                row("ten neighbours beside the flood", QUIET, quiet),
                                row("the flooded one", FLOOD, rounds.flooded())))),
                targets,
                List.of(
                        "the limit is the shipped one: " + SHIPPED_LIMIT
                                + " a second for a connection and a workspace, ten times that in a burst; what is"
                                + " beyond it is answered 429 or 503",
                        "the generators of both share the two cores with the server and the database",
                        "resident memory of the server: " + Samples.number(before, 0) + " MB after the first flood, "
                                + Samples.number(after, 0) + " MB after the last"),
                raw(rounds));
    }

    private static Map<String, Object> raw(Rounds rounds) {
        return Map.of(
                "alone, p99, ms", share(rounds.alone, 0.99).values(),
                "beside, p99, ms", share(rounds.quiet(), 0.99).values(),
                "beside, highest, ms", share(rounds.quiet(), 1).values());
    }

    private static List<String> row(String who, int perSecond, List<Answers> rounds) {
        long sent = rounds.stream().mapToLong(Answers::sent).sum();
        return List.of(
                who,
                Integer.toString(perSecond),
                share(rounds, 0.5).text(1),
                share(rounds, 0.99).text(1),
                share(rounds, 1).text(1),
                Long.toString(sent - failed(rounds)),
                Long.toString(failed(rounds)));
    }

    private static Samples share(List<Answers> rounds, double share) {
        Samples.Gathering gathering = new Samples.Gathering();
        rounds.forEach(answers -> gathering.add(answers.milliseconds(share)));
        return gathering.done();
    }

    private static long failed(List<Answers> rounds) {
        return rounds.stream()
                .mapToLong(answers -> answers.sent() - answers.accepted())
                .sum();
    }
}
