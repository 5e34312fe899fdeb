package dev.mullion.bench.intake;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.load.Answers;
import dev.mullion.bench.load.Deliveries;
import dev.mullion.bench.load.Generator;
import dev.mullion.bench.load.Pace;
import dev.mullion.bench.load.Templates;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signed webhooks of real shape: verified, de-duplicated, normalised, committed, and only then answered. */
public final class Intake implements Benchmark {

    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofMillis(2_500);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONG_WARM_UP = Duration.ofSeconds(25);

    /** More than any storing contender takes in one round; what stores nothing may stop short of its time. */
    private static final int DELIVERIES_A_ROUND = 16_000;

    private static final int STEADY = 500;
    private static final Duration STEADY_LENGTH = Duration.ofSeconds(10);

    private final Templates templates = new Templates();

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public String purpose() {
        return "signed webhooks a second, beside receivers in Node, bare HTTP and one-row commits";
    }

    @Override
    public Report run(Circumstances circumstances) {
        try (Workbench bench = new Workbench(circumstances)) {
            Field field = Field.set(bench);
            List<Gauge> gauges = measure(bench, field);
            bench.say("a steady " + STEADY + "/s");
            Map<String, Answers> steady = new LinkedHashMap<>();
            for (HttpContender contender :
                    List.of(field.mullion(), field.storing().getFirst())) {
                steady.put(contender.name(), steady(field, contender));
            }
            bench.say("the hostile mix");
            HostileMix.Result hostile = new HostileMix(templates, field.server(), field.database()).run();
            return report(circumstances, field, gauges, steady, hostile);
        }
    }

    private List<Gauge> measure(Workbench bench, Field field) {
        List<Gauge> gauges = field.contenders().stream()
                .map(contender -> new Gauge(contender, field.database().pid()))
                .toList();
        bench.say("warming up");
        field.sign(templates, 4 * DELIVERIES_A_ROUND);
        for (Gauge gauge : gauges) {
            gauge.contender().run(field.signed(gauge.contender()), warmUp(field, gauge.contender()));
        }
        List<Gauge> order = new ArrayList<>(gauges);
        for (int round = 1; round <= ROUNDS; round++) {
            bench.say("round " + round + " of " + ROUNDS);
            field.sign(templates, DELIVERIES_A_ROUND);
            for (Gauge gauge : order) {
                gauge.round(field.signed(gauge.contender()), ROUND);
            }
            Collections.rotate(order, 1);
        }
        return gauges;
    }

    /** A JVM compiles what it sees often; Node's peers are as fast as they get within a second or two. */
    private static Duration warmUp(Field field, Contender contender) {
        return contender.pid().equals(field.mullion().pid()) ? LONG_WARM_UP : WARM_UP;
    }

    private Answers steady(Field field, HttpContender contender) {
        Deliveries deliveries = field.deliveries(templates, contender, STEADY * (int) STEADY_LENGTH.toSeconds());
        return Generator.run(
                contender.receiver(), deliveries, new Pace.Open(STEADY, STEADY_LENGTH), HttpContender.CONNECTIONS);
    }

    private Report report(
            Circumstances circumstances,
            Field field,
            List<Gauge> gauges,
            Map<String, Answers> steady,
            HostileMix.Result hostile) {
        List<Target> targets = new ArrayList<>(Verdict.of(field, gauges, steady));
        targets.addAll(hostile.targets());
        Map<String, Object> raw = new LinkedHashMap<>();
        gauges.forEach(gauge -> raw.put(gauge.contender().name(), gauge.raw()));
        steady.forEach((name, answers) -> raw.put(name + ", steady, ms", percentiles(answers)));
        raw.put("hostile", hostile.raw());
        return new Report(
                name(),
                circumstances.clock().instant(),
                field.versions(),
                List.of(rates(gauges), latencies(steady), hostile.table()),
                targets,
                notes(),
                raw);
    }

    private Table rates(List<Gauge> gauges) {
        return new Table(
                "deliveries a second, median (range) of " + ROUNDS + " interleaved rounds of " + ROUND.toMillis()
                        + " ms; CPU seconds" + " for 1,000 deliveries; peak resident MB",
                List.of("receiver", "a second", "own CPU", "database CPU", "generator CPU", "peak MB", "failed"),
                gauges.stream().map(Gauge::row).toList());
    }

    private static Table latencies(Map<String, Answers> steady) {
        return new Table(
                "latency in ms at a steady " + STEADY + "/s for " + STEADY_LENGTH.toSeconds()
                        + " s, counted from the time each delivery was due",
                List.of("receiver", "p50", "p90", "p99", "p99.9", "highest", "not 2xx"),
                steady.entrySet().stream()
                        .map(entry -> latencyRow(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static List<String> latencyRow(String name, Answers answers) {
        List<String> row = new ArrayList<>(List.of(name));
        percentiles(answers).values().forEach(milliseconds -> row.add(Samples.number(milliseconds, 1)));
        row.add(Long.toString(answers.sent() - answers.accepted()));
        return row;
    }

    private static Map<String, Double> percentiles(Answers answers) {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", answers.milliseconds(0.5));
        percentiles.put("p90", answers.milliseconds(0.9));
        percentiles.put("p99", answers.milliseconds(0.99));
        percentiles.put("p99.9", answers.milliseconds(0.999));
        percentiles.put("highest", answers.milliseconds(1));
        return percentiles;
    }

    private List<String> notes() {
        return List.of(
                "bodies: synthetic pull_request deliveries of GitHub's shape, " + templates.size()
                        + " bytes on average, each of another pull request, signed ahead of the round",
                HttpContender.CONNECTIONS
                        + " keep-alive connections, each waits for its answer; the generator is one thread on the same"
                        + " cores, its CPU stands apart",
                "Mullion: row security, signed context, guards and audit as shipped; facts, labels, receipt and counts committed before"
                        + " the 2xx; the hook's limit raised to 100,000/s",
                "Node peers answer by the middleware of @octokit/webhooks; the storing one commits one row before its 2xx",
                "PostgreSQL is one and the same for all, with fsync on and the settings that Mullion gives its own");
    }
}
