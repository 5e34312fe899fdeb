package dev.mullion.bench.intake;

import dev.mullion.bench.load.Deliveries;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.report.Samples;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one contender, round by round: rate, and CPU seconds for a thousand deliveries by who spent them. */
final class Gauge {

    private static final double THOUSAND = 1_000.0;

    private final Contender contender;
    private final long database;
    private final Samples.Gathering rates = new Samples.Gathering();
    private final Samples.Gathering ownCpu = new Samples.Gathering();
    private final Samples.Gathering databaseCpu = new Samples.Gathering();
    private final Samples.Gathering generatorCpu = new Samples.Gathering();
    private long failed;

    /** @param database the process id of PostgreSQL */
    Gauge(Contender contender, long database) {
        this.contender = contender;
        this.database = database;
    }

    Contender contender() {
        return contender;
    }

    private record Seconds(double own, double database, double generator) {}

    void round(Deliveries deliveries, Duration length) {
        Seconds before = seconds();
        Contender.Counted counted = contender.run(deliveries, length);
        Seconds after = seconds();
        double thousands = Math.max(1, counted.done()) / THOUSAND;
        rates.add(counted.done() / counted.seconds());
        ownCpu.add((after.own() - before.own()) / thousands);
        databaseCpu.add((after.database() - before.database()) / thousands);
        generatorCpu.add((after.generator() - before.generator()) / thousands);
        failed += counted.failed();
    }

    Samples rates() {
        return rates.done();
    }

    long failed() {
        return failed;
    }

    List<String> row() {
        return List.of(
                contender.name(),
                rates().text(0),
                contender.pid().isPresent() ? Samples.number(ownCpu.done().median(), 3) : "-",
                Samples.number(databaseCpu.done().median(), 3),
                Samples.number(generatorCpu.done().median(), 3),
                contender.pid().isPresent() ? Samples.number(peak(), 0) : "-",
                Long.toString(failed));
    }

    Map<String, Object> raw() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("perSecond", rates().values());
        raw.put("cpuSecondsPerThousand", ownCpu.done().values());
        raw.put("databaseCpuSecondsPerThousand", databaseCpu.done().values());
        raw.put("generatorCpuSecondsPerThousand", generatorCpu.done().values());
        raw.put("peakMegabytes", peak());
        raw.put("failed", failed);
        return raw;
    }

    private double peak() {
        return contender.pid().isPresent() ? Cost.peakMegabytes(contender.pid().getAsLong()) : 0;
    }

    private Seconds seconds() {
        return new Seconds(
                contender.pid().isPresent() ? Cost.cpuSeconds(contender.pid().getAsLong()) : 0,
                Cost.cpuSeconds(database),
                Cost.ownCpuSeconds());
    }
}
