package dev.mullion.bench.audit;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.MullionModules;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import dev.mullion.tenancy.WorkspaceId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the log costs who writes, who asks for proof and who verifies, and what it finds. */
public final class AuditLog implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int EVENTS = 100_000;
    private static final int EVENTS_IN_FULL = 1_000_000;
    private static final int WORKSPACES = 200;
    private static final int PROOFS = 10_000;
    private static final int ATTACKS = 1_000;
    private static final int EXPORTED = 300_000;

    private static final double AIM_OF_PLAIN = 0.9;
    private static final double AIM_PROOF = 50;
    private static final double AIM_VERIFIED = 300_000;

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String purpose() {
        return "events with their change, 8 writers, 200 workspaces; proofs; attacks; the verifier (--full: 1 M events)";
    }

    /** How much of everything: smaller numbers are for trying the benchmark itself. */
    private record Sizes(int events, int proofs, int attacks, int exported) {

        static Sizes of(Circumstances circumstances) {
            int events = circumstances.size(EVENTS, EVENTS_IN_FULL);
            boolean tiny = events < EVENTS;
            return new Sizes(
                    Math.max(ROUNDS, events),
                    tiny ? Math.max(10, events / 10) : PROOFS,
                    tiny ? Math.max(16, events / 100) : ATTACKS,
                    tiny ? Math.max(10, 3 * events) : EXPORTED);
        }

        int perRound() {
            return events / ROUNDS;
        }
    }

    @Override
    public Report run(Circumstances circumstances) {
        Sizes sizes = Sizes.of(circumstances);
        try (Workbench bench = new Workbench(circumstances)) {
            Map<String, String> machine = new LinkedHashMap<>(Machine.facts(bench));
            Database database = Database.start(bench);
            machine.put("postgresql", database.version());
            MullionServer server = MullionServer.prepare(bench, database);
            Tables.make(database);
            MullionModules modules = new MullionModules(bench, server, database, "tenancy", "audit");
            Logs logs = new Logs(modules);
            bench.say("making " + WORKSPACES + " workspaces");
            List<UUID> workspaces = IntStream.range(0, WORKSPACES)
                    .mapToObj(number -> logs.workspace("bench-" + number).value())
                    .toList();
            try (Writing logged = BehindTheDoor.logged(modules);
                    Writing sameDoor = BehindTheDoor.plain(modules);
                    Writing chain = ByHand.chain(database);
                    Writing plain = ByHand.plain(database)) {
                List<Writers> all = List.of(logged, sameDoor, chain, plain).stream()
                        .map(writing -> new Writers(writing, workspaces, database))
                        .toList();
                write(bench, all, sizes);
                return report(
                        bench,
                        machine,
                        sizes,
                        all,
                        new Judged(bench, database, server, modules, logs, workspaces, sizes));
            }
        }
    }

    private static void write(Workbench bench, List<Writers> all, Sizes sizes) {
        bench.say("warming up");
        all.forEach(writers -> writers.warmUp(Math.max(WORKSPACES, sizes.perRound() / 4)));
        for (int round = 1; round <= ROUNDS; round++) {
            bench.say("round " + round + " of " + ROUNDS);
            for (int turn = 0; turn < all.size(); turn++) {
                all.get((turn + round) % all.size()).round(sizes.perRound());
            }
        }
    }

    /** What is asked of the logs once they are written. */
    private static final class Judged {

        private final double[] proofs;
        private final List<RandomAttacks.Outcome> attacks;
        private final Samples verified;
        private final long exported;

        Judged(
                Workbench bench,
                Database database,
                MullionServer server,
                MullionModules modules,
                Logs logs,
                List<UUID> workspaces,
                Sizes sizes) {
            bench.say("signing, and " + sizes.proofs() + " proofs");
            workspaces.forEach(workspace -> logs.sign(new WorkspaceId(workspace)));
            proofs = new ProofTimes(bench, modules, logs).microseconds(workspaces, sizes.proofs());
            bench.say(sizes.attacks() + " attacks");
            attacks = new RandomAttacks(bench, database, server, logs).run(sizes.attacks());
            bench.say("an export of " + sizes.exported() + " events, verified " + ROUNDS + " times");
            WorkspaceId large = logs.workspace("large");
            logs.fill(large, sizes.exported(), "");
            exported = logs.size(large);
            verified = verified(bench, logs, large);
        }

        private static Samples verified(Workbench bench, Logs logs, WorkspaceId large) {
            var file = bench.folder().resolve("large.mullion-audit");
            logs.export(large, file);
            long events = logs.size(large);
            Samples.Gathering rates = new Samples.Gathering();
            for (int round = 0; round <= ROUNDS; round++) {
                long start = System.nanoTime();
                if (!Logs.holds(file)) {
                    throw new BenchmarkFailed("the export of the large log does not hold");
                }
                if (round > 0) {
                    rates.add(events / ((System.nanoTime() - start) / 1e9));
                }
            }
            return rates.done();
        }

        double proof(double share) {
            return proofs[(int) Math.min(proofs.length - 1L, Math.round(share * proofs.length))];
        }
    }

    private Report report(Workbench bench, Map<String, String> machine, Sizes sizes, List<Writers> all, Judged judged) {
        Map<String, Object> raw = new LinkedHashMap<>();
        all.forEach(writers -> raw.put(writers.name(), writers.raw()));
        raw.put("proofMicroseconds", Arrays.stream(judged.proofs).boxed().toList());
        raw.put("attacks", judged.attacks);
        raw.put("verifiedPerSecond", judged.verified.values());
        raw.put("peakMegabytes", Cost.ownPeakMegabytes());
        return new Report(
                name(),
                bench.circumstances().clock().instant(),
                machine,
                List.of(rates(sizes, all), proofs(sizes, judged), attacks(judged)),
                targets(sizes, all, judged),
                notes(sizes, judged),
                raw);
    }

    private static Table rates(Sizes sizes, List<Writers> all) {
        Samples limit = all.getLast().rates();
        return new Table(
                "events a second, each durable with its change; median (range) of " + ROUNDS + " interleaved rounds of "
                        + sizes.perRound() + "; CPU seconds for 1,000, bytes of the database's log for one",
                List.of("way", "a second", "of the limit", "own CPU", "database CPU", "log bytes"),
                all.stream().map(writers -> writers.row(limit)).toList());
    }

    private static Table proofs(Sizes sizes, Judged judged) {
        return new Table(
                "microseconds a proof, of " + sizes.proofs() + " by chance; events a second that the verifier checks",
                List.of("what", "p50", "p99", "a second"),
                List.of(
                        List.of(
                                "proof of one event",
                                Samples.number(judged.proof(0.5), 0),
                                Samples.number(judged.proof(0.99), 0),
                                "-"),
                        List.of("verifying " + judged.exported + " events", "-", "-", judged.verified.text(0))));
    }

    private static Table attacks(Judged judged) {
        return new Table(
                "attacks by chance on an exported log, against a checkpoint that was kept",
                List.of("attack", "tried", "found"),
                judged.attacks.stream()
                        .map(outcome -> List.of(
                                outcome.attack(), Integer.toString(outcome.tried()), Integer.toString(outcome.found())))
                        .toList());
    }

    private static List<Target> targets(Sizes sizes, List<Writers> all, Judged judged) {
        Samples ofPlain = all.get(0).rates().dividedBy(all.get(1).rates());
        int found =
                judged.attacks.stream().mapToInt(RandomAttacks.Outcome::found).sum();
        return List.of(
                new Target(
                        "aim: the log at least " + AIM_OF_PLAIN + " of a plain insert through the same door",
                        ofPlain.text(2),
                        ofPlain.median() >= AIM_OF_PLAIN),
                Target.atMost("aim: a proof under 50 us (p50)", AIM_PROOF, judged.proof(0.5), 0),
                new Target("aim: every attack found", found + " of " + sizes.attacks(), found == sizes.attacks()),
                Target.atLeast("aim: the verifier above 300,000 events/s", AIM_VERIFIED, judged.verified.median(), 0));
    }

    private static List<String> notes(Sizes sizes, Judged judged) {
        return List.of(
                sizes.events() + " events of " + WORKSPACES + " workspaces, " + Writers.THREADS
                        + " threads, each event in a transaction with the insert of one row that it is about",
                "Mullion's log and the plain insert go through the same door with every layer of isolation, so that their ratio"
                        + " is the price of the log; the ways by hand have none of it",
                "logs are signed while they are written, every 10 s, as in the server",
                "own CPU is of the process that writes: the way and the loop around it; its peak was "
                        + Samples.number(Cost.ownPeakMegabytes(), 0) + " MB of memory",
                "a proof is made as for who asks: one transaction, with the checkpoint, the event and the hashes of the tree",
                "attacks: a character, a line taken out, put in or exchanged, cut at a checkpoint, continued with or replaced by a"
                        + " log that the server itself signed anew, exchanged with another workspace's; counts made right each"
                        + " time",
                "the verifier runs in this process, on a file of " + judged.exported + " events that was read before");
    }
}
