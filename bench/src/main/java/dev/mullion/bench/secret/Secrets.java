package dev.mullion.bench.secret;

import dev.mullion.bench.Benchmark;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What opening a secret costs, without a call to a key management service. */
public final class Secrets implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int OPENINGS = 100_000;
    private static final int OPENINGS_IN_FULL = 1_000_000;
    private static final double AIM = 50;

    @Override
    public String name() {
        return "secret";
    }

    @Override
    public String purpose() {
        return "opening a secret, for a delivery and in a transaction, beside the cipher alone (--full: 1 M openings)";
    }

    @Override
    public Report run(Circumstances circumstances) {
        int openings = Math.max(ROUNDS, circumstances.size(OPENINGS, OPENINGS_IN_FULL));
        try (Workbench bench = new Workbench(circumstances)) {
            Map<String, String> machine = new LinkedHashMap<>(Machine.facts(bench));
            Database database = Database.start(bench);
            machine.put("postgresql", database.version());
            MullionServer server = MullionServer.prepare(bench, database);
            MullionModules modules = new MullionModules(bench, server, database, "tenancy", "audit", "vault");
            List<Openings> all = Ways.all(modules).stream()
                    .map(opening -> new Openings(opening, Ways.SECRET.length))
                    .toList();
            measure(bench, all, openings / ROUNDS);
            return report(bench, machine, all);
        }
    }

    private static void measure(Workbench bench, List<Openings> all, int perRound) {
        bench.say("warming up");
        all.forEach(openings -> openings.warmUp(perRound));
        for (int round = 1; round <= ROUNDS; round++) {
            bench.say("round " + round + " of " + ROUNDS);
            for (int turn = 0; turn < all.size(); turn++) {
                all.get((turn + round) % all.size()).round(perRound);
            }
        }
    }

    private Report report(Workbench bench, Map<String, String> machine, List<Openings> all) {
        Map<String, Object> raw = new LinkedHashMap<>();
        all.forEach(openings -> raw.put(openings.name(), openings.raw()));
        raw.put("peakMegabytes", Cost.ownPeakMegabytes());
        Openings own = all.getFirst();
        return new Report(
                name(),
                bench.circumstances().clock().instant(),
                machine,
                List.of(new Table(
                        "microseconds to open a secret of " + Ways.SECRET.length + " bytes: median (range) of " + ROUNDS
                                + " interleaved rounds, p99 over all; bytes allocated, CPU microseconds",
                        List.of("way", "openings", "p50", "p99", "bytes", "CPU us"),
                        all.stream().map(Openings::row).toList())),
                List.of(
                        Target.atMost("aim: a secret for a delivery under 50 us (p50)", AIM, own.microseconds(0.5), 1),
                        Target.atMost(
                                "aim: a secret for a delivery under 50 us (p99)", AIM, own.microseconds(0.99), 1)),
                notes(),
                raw);
    }

    private static List<String> notes() {
        return List.of(
                "for a delivery: the sealed row is remembered for 10 s, the key set for 60 s; opening is a check value (HMAC-SHA256),"
                        + " XAES-256-GCM, a count of the use, and wiping; reading the row anew every 10 s is part of it",
                "in a transaction: the row read, the secret opened, its use written into the audit log, committed",
                "one thread; the process's own peak of memory was " + Samples.number(Cost.ownPeakMegabytes(), 0)
                        + " MB",
                "Spring Security Crypto and Java's cipher bind to no place and commit to no key");
    }
}
