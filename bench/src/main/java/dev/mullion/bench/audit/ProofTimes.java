package dev.mullion.bench.audit;

import dev.mullion.audit.Proofs;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.MullionModules;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.tenancy.WorkspaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Proofs of events by chance, made as the server makes them for who asks: with every statement that this takes. */
final class ProofTimes {

    private final Workbench bench;
    private final Proofs proofs;
    private final Logs logs;
    private final Random random = new Random(9);

    ProofTimes(Workbench bench, MullionModules modules, Logs logs) {
        this.bench = bench;
        this.proofs = modules.bean(Proofs.class);
        this.logs = logs;
    }

    /** Microseconds, ascending; the first tenth again is made before and not counted. */
    double[] microseconds(List<UUID> workspaces, int count) {
        double[] micros = new double[count];
        for (int i = -count / 10; i < count; i++) {
            WorkspaceId workspace = new WorkspaceId(workspaces.get(random.nextInt(workspaces.size())));
            long index = random.nextLong(logs.size(workspace));
            long start = System.nanoTime();
            String proof = proofs.of(workspace, index)
                    .orElseThrow(() -> new BenchmarkFailed("there is no proof of an event that is there"));
            if (i >= 0) {
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
            if (i % 100 == 0 && !holds(proof)) {
                throw new BenchmarkFailed("a proof does not hold: " + workspace + ", event " + index);
            }
        }
        Arrays.sort(micros);
        return micros;
    }

    private boolean holds(String proof) {
        Path file = bench.folder().resolve("proof");
        try {
            return Logs.holds(Files.writeString(file, proof));
        } catch (IOException e) {
            throw new BenchmarkFailed("a proof cannot be written", e);
        }
    }
}
