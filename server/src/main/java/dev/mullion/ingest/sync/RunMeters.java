package dev.mullion.ingest.sync;

import dev.mullion.meters.Counts;
import dev.mullion.meters.Meter;
import dev.mullion.meters.Metered;
import java.util.List;
import org.springframework.stereotype.Component;

/** Runs of all workspaces together, as this server ended them. */
@Component
class RunMeters implements Metered {

    private final Counts ended =
            new Counts("mullion_runs_total", "Runs that ended, by vendor and by how.", "vendor", "state");
    private final Counts bytes =
            new Counts("mullion_run_bytes_total", "Bytes of answers; raw ones are never kept.", "vendor", "what");

    void ended(String vendor, SyncRun.State state, SyncRun.Figures figures) {
        ended.add(1, vendor, state.word());
        bytes.add(figures.bytesRead(), vendor, "read");
        bytes.add(figures.bytesKept(), vendor, "kept");
    }

    @Override
    public List<Meter> meters() {
        return List.of(ended.meter(), bytes.meter());
    }
}
