package dev.mullion.ingest.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as programs read it, from the API and from the command line. */
public record RunView(
        String id,
        String connection,
        String cause,
        String state,
        Instant startedAt,
        @Nullable Instant endedAt,
        int parts,
        int partsRead,
        int pages,
        int objects,
        int written,
        int unchanged,
        long bytesRead,
        long bytesKept,
        long rawKept,
        @Nullable Instant coversFrom,
        @Nullable Instant coversTo,
        String coverage,
        int requests,
        int repeats,
        List<BudgetView> budget,
        @Nullable Instant stopAskedAt) {

    public RunView {
        budget = List.copyOf(budget);
    }

    public static RunView of(SyncRun run) {
        SyncRun.Figures figures = run.figures();
        return new RunView(
                run.name(),
                run.connection().toString(),
                run.cause().word(),
                run.state().word(),
                run.startedAt(),
                run.endedAt(),
                figures.parts(),
                figures.partsRead(),
                figures.pages(),
                figures.objects(),
                figures.written(),
                figures.unchanged(),
                figures.bytesRead(),
                figures.bytesKept(),
                0,
                run.coversFrom(),
                run.coversTo(),
                run.coverage(),
                figures.requests(),
                figures.repeats(),
                run.budgets().stream().map(BudgetView::of).toList(),
                run.stop() == null ? null : run.stop().at());
    }

    /** What the vendor said last that it leaves. */
    public record BudgetView(
            String kind,
            long left,
            @Nullable Long most,
            @Nullable Instant until,
            Instant saidAt) {

        static BudgetView of(SyncRun.Budget budget) {
            return new BudgetView(budget.kind().word(), budget.left(), budget.most(), budget.until(), budget.saidAt());
        }
    }
}
