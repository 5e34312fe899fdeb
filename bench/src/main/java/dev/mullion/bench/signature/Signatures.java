package dev.mullion.bench.signature;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import dev.mullion.bench.signature.Checks.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Signatures of bodies that are small and large, right and wrong. */
public final class Signatures implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int MEGABYTES = 1_400;
    private static final int MEGABYTES_IN_FULL = 14_000;
    private static final int JUDGED = 10 * 1_024;
    private static final List<Integer> SIZES = List.of(512, 2 * 1_024, JUDGED, 100 * 1_024);
    private static final double OF_THE_LIMIT = 0.8;

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public String purpose() {
        return "signatures of bodies of 0.5 to 100 KiB, right and wrong, beside Slack's SDK and the bare HMAC";
    }

    @Override
    public Report run(Circumstances circumstances) {
        try (Workbench bench = new Workbench(circumstances)) {
            int megabytes = circumstances.size(MEGABYTES, MEGABYTES_IN_FULL);
            Map<Integer, List<Samples>> bySize = new LinkedHashMap<>();
            for (int size : SIZES) {
                bench.say("bodies of " + size + " bytes");
                Checks checks = new Checks(size);
                checks.requireRight();
                bySize.put(size, measured(checks.all(), Math.max(1, megabytes * 1_000 / ROUNDS * 1_000 / size)));
            }
            return report(bench, bySize);
        }
    }

    /** Thousands of checks a second of each way, round by round in turns; the first round is not counted. */
    private static List<Samples> measured(List<Way> ways, int checks) {
        List<Samples.Gathering> gathered =
                Stream.generate(Samples.Gathering::new).limit(ways.size()).toList();
        for (int round = 0; round <= ROUNDS; round++) {
            for (int turn = 0; turn < ways.size(); turn++) {
                int at = (turn + round) % ways.size();
                double thousands = checks / seconds(ways.get(at), checks) / 1_000;
                if (round > 0) {
                    gathered.get(at).add(thousands);
                }
            }
        }
        return gathered.stream().map(Samples.Gathering::done).toList();
    }

    private static double seconds(Way way, int checks) {
        long begun = System.nanoTime();
        int held = 0;
        for (int check = 0; check < checks; check++) {
            held += way.check().holds(check) ? 1 : 0;
        }
        double seconds = (double) (System.nanoTime() - begun) / 1e9;
        return held < 0 ? 0 : seconds;
    }

    private Report report(Workbench bench, Map<Integer, List<Samples>> bySize) {
        List<String> ways = new Checks(1).all().stream().map(Way::name).toList();
        List<String> columns = new ArrayList<>(List.of("bytes of a body"));
        columns.addAll(ways);
        columns.add("Mullion, of the limit");
        Map<String, Object> raw = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        bySize.forEach((size, samples) -> {
            List<String> row = new ArrayList<>(List.of(Integer.toString(size)));
            samples.forEach(each -> row.add(each.text(1)));
            row.add(ofTheLimit(samples).text(2));
            rows.add(List.copyOf(row));
            for (int at = 0; at < ways.size(); at++) {
                raw.put(size + " bytes, " + ways.get(at), samples.get(at).values());
            }
        });
        return new Report(
                name(),
                bench.circumstances().clock().instant(),
                Machine.facts(bench),
                List.of(new Table(
                        "thousand checks a second on one thread: median (range) of " + ROUNDS + " interleaved rounds",
                        columns,
                        rows)),
                List.of(Target.atLeast(
                        "aim: 0.8 of the bare HMAC for bodies of 10 KiB",
                        OF_THE_LIMIT,
                        ofTheLimit(Objects.requireNonNull(bySize.get(JUDGED))).median(),
                        2)),
                List.of("every second signature is of another body; Slack's SDK is given its text, as it asks"),
                raw);
    }

    private static Samples ofTheLimit(List<Samples> samples) {
        return samples.getFirst().dividedBy(samples.getLast());
    }
}
