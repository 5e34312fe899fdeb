package dev.mullion.bench.intake;

import dev.mullion.bench.load.Answers;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds the rates against what was aimed at. */
final class Verdict {

    private static final double AIM = 1.5;
    private static final double P99_MILLISECONDS = 50;

    private Verdict() {}

    static List<Target> of(Field field, List<Gauge> gauges, Map<String, Answers> steady) {
        Samples own = rates(gauges, field.mullion().name());
        List<Target> targets = new ArrayList<>();
        for (String peer : field.storingPeers()) {
            targets.add(ratio("aim: Mullion, one workspace, at least 1.5x ", own, gauges, peer, AIM));
        }
        for (String peer : field.verifyingPeers()) {
            targets.add(ratio("stretch: Mullion, one workspace, at least 1x ", own, gauges, peer, 1));
        }
        double p99 = Objects.requireNonNull(steady.get(field.mullion().name()), "the steady load was measured")
                .milliseconds(0.99);
        targets.add(
                Target.atMost("aim: p99 of Mullion under 50 ms at a steady 500/s, in ms", P99_MILLISECONDS, p99, 1));
        long failed = gauges.stream().mapToLong(Gauge::failed).sum();
        targets.add(
                new Target("every delivery of the rounds answered 2xx; not so", Long.toString(failed), failed == 0));
        return targets;
    }

    private static Target ratio(String words, Samples own, List<Gauge> gauges, String peer, double aim) {
        Samples ratio = own.dividedBy(rates(gauges, peer));
        return new Target(words + peer, ratio.text(2) + "x", ratio.median() >= aim);
    }

    private static Samples rates(List<Gauge> gauges, String name) {
        return gauges.stream()
                .filter(gauge -> gauge.contender().name().equals(name))
                .findFirst()
                .orElseThrow()
                .rates();
    }
}
