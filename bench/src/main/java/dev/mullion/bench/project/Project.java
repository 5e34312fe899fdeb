package dev.mullion.bench.project;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.load.Templates;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A vendor's bytes to facts in memory. */
public final class Project implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int READINGS = 40_000;
    private static final int READINGS_IN_FULL = 400_000;
    private static final int BODIES = 64;
    private static final double OF_THE_LIMIT = 0.7;
    private static final double OF_THE_PEERS = 1.0 / 3;

    @Override
    public String name() {
        return "project";
    }

    @Override
    public String purpose() {
        return "a pull request's delivery to facts in memory, beside the vendor's SDK, Jackson's data binding and its bare parser";
    }

    @Override
    public Report run(Circumstances circumstances) {
        int readings = Math.max(BODIES, circumstances.size(READINGS, READINGS_IN_FULL) / ROUNDS);
        try (Workbench bench = new Workbench(circumstances)) {
            Templates templates = new Templates();
            List<byte[]> bodies =
                    IntStream.range(0, BODIES).mapToObj(templates::body).toList();
            List<Rounds> all = Ways.all(bench.folder()).stream()
                    .map(way -> new Rounds(way, bodies))
                    .toList();
            bench.say("warming up");
            all.forEach(rounds -> rounds.warmUp(readings));
            for (int round = 1; round <= ROUNDS; round++) {
                bench.say("round " + round + " of " + ROUNDS);
                for (int turn = 0; turn < all.size(); turn++) {
                    all.get((turn + round) % all.size()).round(readings);
                }
            }
            return report(bench, templates.size(), readings, all);
        }
    }

    private Report report(Workbench bench, int size, int readings, List<Rounds> all) {
        Map<String, Object> raw = new LinkedHashMap<>();
        all.forEach(rounds -> raw.put(rounds.name(), rounds.raw()));
        Map<String, String> machine = new LinkedHashMap<>(Machine.facts(bench));
        machine.put("peer", bench.versions("github-api"));
        Rounds own = all.getFirst();
        Rounds maps = named(all, Ways.DATA_BINDING);
        Rounds sdk = named(all, Ways.SDK);
        return new Report(
                name(),
                bench.circumstances().clock().instant(),
                machine,
                List.of(new Table(
                        "MB a second and bytes allocated a body: median (range) of " + ROUNDS
                                + " interleaved rounds of " + readings + " bodies of " + size + " bytes",
                        List.of("way", "MB/s", "bytes allocated"),
                        all.stream().map(Rounds::row).toList())),
                List.of(
                        Target.atLeast(
                                "aim: 0.7 of the parser that skips everything",
                                OF_THE_LIMIT,
                                own.megabytes()
                                        .dividedBy(all.getLast().megabytes())
                                        .median(),
                                2),
                        Target.atMost(
                                "aim: at most a third of the allocation of data binding",
                                OF_THE_PEERS,
                                own.allocated().dividedBy(maps.allocated()).median(),
                                2),
                        Target.atMost(
                                "aim: at most a third of the allocation of the vendor's SDK",
                                OF_THE_PEERS,
                                own.allocated().dividedBy(sdk.allocated()).median(),
                                2)),
                List.of(
                        "one thread; ids are hashed in Mullion's way alone, some ten HMACs a body",
                        "github-api reads offline, from a Reader as it asks, with the Jackson 2 of its own"),
                raw);
    }

    private static Rounds named(List<Rounds> all, String name) {
        return all.stream()
                .filter(rounds -> rounds.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
