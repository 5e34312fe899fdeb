package dev.mullion.bench;

import dev.mullion.bench.audit.AuditLog;
import dev.mullion.bench.intake.Intake;
import dev.mullion.bench.isolation.Isolation;
import dev.mullion.bench.neighbours.Neighbours;
import dev.mullion.bench.project.Project;
import dev.mullion.bench.secret.Secrets;
import dev.mullion.bench.signature.Signatures;
import dev.mullion.bench.start.Start;
import dev.mullion.bench.sync.Sync;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every benchmark there is. */
final class Catalogue {

    private static final List<Benchmark> ALL = List.of(
            new Intake(),
            new Neighbours(),
            new Isolation(),
            new AuditLog(),
            new Secrets(),
            new Signatures(),
            new Project(),
            new Sync(),
            new Start());

    private Catalogue() {}

    static List<String> names() {
        return ALL.stream().map(Benchmark::name).toList();
    }

    static List<Benchmark> named(Optional<String> name) {
        return ALL.stream()
                .filter(benchmark -> name.isEmpty() || name.get().equals(benchmark.name()))
                .toList();
    }

    static Stream<String> lines() {
        return ALL.stream().map(benchmark -> "    %-10s %s".formatted(benchmark.name(), benchmark.purpose()));
    }
}
