package dev.mullion.bench.isolation;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.MullionModules;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What keeping tenants apart costs: the same statements by hand, through Mullion's door, and behind a textbook policy.
 */
public final class Isolation implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int FACTS = 1_000_000;
    private static final int FACTS_IN_FULL = 10_000_000;

    private static final double AIM_QUERY = 1.1;
    private static final double AIM_ONE_ROW = 1.7;
    private static final double AIM_UPSERT = 1.25;

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public String purpose() {
        return "the price of the tenant's door: ten dashboard queries, one row, 1,000 upserts (--full: 10 M facts)";
    }

    @Override
    public Report run(Circumstances circumstances) {
        int facts = circumstances.size(FACTS, FACTS_IN_FULL);
        try (Workbench bench = new Workbench(circumstances)) {
            Map<String, String> machine = new LinkedHashMap<>(Machine.facts(bench));
            Database database = Database.start(bench);
            machine.put("postgresql", database.version());
            MullionServer mullion = MullionServer.prepare(bench, database);
            new Tables(database, bench).fill(facts);
            String url = database.url(MullionServer.DATABASE);
            try (Way raw = SpringWay.raw(url);
                    Way own = new MullionWay(new MullionModules(bench, mullion, database, "tenancy"));
                    Way textbook = SpringWay.textbook(url)) {
                List<Comparison> all = tasks().map(task -> new Comparison(task, raw, own, textbook))
                        .toList();
                measure(bench, all);
                return report(circumstances, facts, machine, all);
            }
        }
    }

    private static Stream<Task> tasks() {
        return Stream.concat(
                Question.DASHBOARD.stream().map(Task.Ask::new), Stream.of(new Task.OneRow(), new Task.Upsert()));
    }

    private static void measure(Workbench bench, List<Comparison> all) {
        bench.say("warming up");
        all.forEach(Comparison::warmUp);
        List<Comparison> order = new ArrayList<>(all);
        for (int round = 1; round <= ROUNDS; round++) {
            bench.say("round " + round + " of " + ROUNDS);
            order.forEach(Comparison::round);
            Collections.rotate(order, 5);
        }
    }

    private Report report(Circumstances circumstances, int facts, Map<String, String> machine, List<Comparison> all) {
        Map<String, Object> raw = new LinkedHashMap<>();
        all.forEach(comparison -> raw.put(comparison.name(), comparison.raw()));
        return new Report(
                name(),
                circumstances.clock().instant(),
                machine,
                List.of(new Table(
                        "milliseconds a request, and how many times the raw predicate's; median (range) of " + ROUNDS
                                + " interleaved rounds",
                        List.of("request", "raw ms", "Mullion ms", "Mullion / raw", "textbook / raw"),
                        all.stream().map(Comparison::row).toList())),
                targets(all),
                notes(facts),
                raw);
    }

    private static List<Target> targets(List<Comparison> all) {
        List<Target> targets = new ArrayList<>();
        for (Comparison comparison : all) {
            switch (comparison.task()) {
                case Task.OneRow _ -> targets.add(comparison.target(AIM_ONE_ROW));
                case Task.Upsert _ -> targets.add(comparison.target(AIM_UPSERT));
                default -> {
                    if (comparison.isLong()) {
                        targets.add(comparison.target(AIM_QUERY));
                    }
                }
            }
        }
        return targets;
    }

    private static List<String> notes(int facts) {
        return List.of(
                facts + " facts of " + Tables.WORKSPACES
                        + " workspaces, the largest with about a sixth of them, rows of all mixed on"
                        + " disk; every request enters another workspace, queries in proportion to size",
                "raw: Spring's transaction and JdbcClient over a pool, the same text with the same hand-written predicate, on a copy"
                        + " without row security",
                "Mullion: the server's own door on the tables that `database migrate` made; no layer is switched off",
                "textbook: a setting of the transaction and a policy whose plpgsql function is called for every row",
                "queries that take the raw predicate less than 1 ms have no target of their own: the one-row transaction stands for them",
                "Hibernate's @TenantId is left out: it adds the predicate that raw has, and row mapping that neither does here");
    }
}
