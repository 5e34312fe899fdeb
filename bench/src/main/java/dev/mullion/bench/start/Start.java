package dev.mullion.bench.start;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server alone, on a migrated outside database: from the command to ready, and what it holds while idle. */
public final class Start implements Benchmark {

    private static final int ROUNDS = 5;
    private static final double AIM_SECONDS = 3;
    private static final double AIM_SECONDS_CACHED = 2;
    private static final double AIM_MEGABYTES = 300;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String purpose() {
        return "from `serve` to ready on a migrated database, with and without an AOT cache; memory while idle";
    }

    @Override
    public Report run(Circumstances circumstances) {
        try (Workbench bench = new Workbench(circumstances)) {
            Map<String, String> machine = new LinkedHashMap<>(Machine.facts(bench));
            Database database = Database.start(bench);
            machine.put("postgresql", database.version());
            MullionServer mullion = MullionServer.prepare(bench, database);
            AotCache cache = AotCache.of(bench, mullion);
            Launches plain =
                    new Launches("Mullion, no AOT cache", () -> mullion.start(AotCache.OFF), mullion.port(), "/readyz");
            Launches cached =
                    new Launches("Mullion, AOT cache", () -> mullion.start(cache.on()), mullion.port(), "/readyz");
            EmptyServer empty = new EmptyServer(bench);
            Launches limit = new Launches("limit: an empty Spring Boot server", empty::start, empty.port(), "/");
            List<Launches> all = List.of(plain, cached, limit);
            for (int round = 1; round <= ROUNDS; round++) {
                bench.say("round " + round + " of " + ROUNDS);
                all.forEach(Launches::round);
            }
            return report(circumstances, machine, all, targets(plain, cached), cache.origin());
        }
    }

    private static List<Target> targets(Launches plain, Launches cached) {
        return List.of(
                Target.atMost(
                        "aim: ready in under 3 s without a cache, in s",
                        AIM_SECONDS,
                        plain.ready().median(),
                        2),
                Target.atMost(
                        "aim: ready in under 2 s with an AOT cache, in s",
                        AIM_SECONDS_CACHED,
                        cached.ready().median(),
                        2),
                Target.atMost(
                        "aim: idle under 300 MB without a cache, in MB",
                        AIM_MEGABYTES,
                        plain.megabytes().median(),
                        0),
                Target.atMost(
                        "aim: idle under 300 MB with a cache, in MB",
                        AIM_MEGABYTES,
                        cached.megabytes().median(),
                        0));
    }

    private Report report(
            Circumstances circumstances,
            Map<String, String> machine,
            List<Launches> all,
            List<Target> targets,
            String origin) {
        Map<String, Object> raw = new LinkedHashMap<>();
        all.forEach(launches -> raw.put(launches.name(), launches.raw()));
        return new Report(
                name(),
                circumstances.clock().instant(),
                machine,
                List.of(new Table(
                        "seconds from the command, median (range) of " + ROUNDS
                                + " interleaved rounds; resident memory " + Launches.IDLE.toSeconds() + " s later",
                        List.of("server", "ready line, s", "first 200, s", "CPU to ready, s", "resident MB"),
                        all.stream().map(Start::row).toList())),
                targets,
                List.of(
                        "the clock starts before bin/mullion does and so includes its shell and its look for stale sources",
                        "PostgreSQL is outside and migrated; its memory is not in the figure",
                        "the cache: " + origin,
                        "the empty server: Spring Boot with Tomcat and Security on Mullion's class path, no code of its own"),
                raw);
    }

    private static List<String> row(Launches launches) {
        return List.of(
                launches.name(),
                launches.ready().text(2),
                launches.answered().text(2),
                Samples.number(launches.cpu().median(), 2),
                launches.megabytes().text(0));
    }
}
