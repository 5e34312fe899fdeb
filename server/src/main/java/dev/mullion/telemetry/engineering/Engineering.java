package dev.mullion.telemetry.engineering;

import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Overview.CycleTime;
import dev.mullion.telemetry.engineering.Overview.ReviewLoad;
import dev.mullion.telemetry.engineering.Overview.Week;
import dev.mullion.telemetry.engineering.Overview.WorkInProgress;
import dev.mullion.tenancy.TenantSql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The metrics of engineering in the workspace whose door is open, as {@link EngineeringMetrics} defines them. Where a
 * repository may be given, null means all. Safe to share between threads.
 */
@Component
public final class Engineering {

    public static final int WEEKS = 26;
    public static final Duration REVIEW_PERIOD = Duration.ofDays(30);

    private static final Duration LONGEST = Duration.ofDays(800);

    private final TenantSql tenant;
    private final Clock clock;
    private final CycleTimes cycleTimes;
    private final WorkInProgressCounts workInProgress;
    private final ReviewLoads reviewLoads;

    public Engineering(TenantSql tenant, PullRequests pullRequests, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
        this.cycleTimes = new CycleTimes(tenant);
        this.workInProgress = new WorkInProgressCounts(tenant, pullRequests);
        this.reviewLoads = new ReviewLoads(tenant);
    }

    /**
     * Everything on the page.
     *
     * @param back how far the cycle time looks back from now, at most 800 days
     * @param oldest how many of the oldest in progress, at most 200
     */
    public Overview overview(Duration back, @Nullable RepositoryId repository, int oldest) {
        return new Overview(
                asOf(),
                cycleTime(Period.before(now(), back), repository),
                weeks(repository),
                workInProgress(repository, oldest),
                reviewLoad(repository));
    }

    /** Of what was merged in the period, which may span at most 800 days. */
    public CycleTime cycleTime(Period period, @Nullable RepositoryId repository) {
        if (Duration.between(period.from(), period.until()).minusNanos(1_000).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a period of cycle time is at most 800 days");
        }
        return cycleTimes.of(period, repository);
    }

    /** The last {@link #WEEKS} weeks, oldest first, the one under way included. */
    public List<Week> weeks(@Nullable RepositoryId repository) {
        return cycleTimes.weeks(Period.weeks(now(), WEEKS), repository);
    }

    /**
     * What is open or draft now.
     *
     * @param oldest how many of the oldest are listed, at most 200
     */
    public WorkInProgress workInProgress(@Nullable RepositoryId repository, int oldest) {
        return workInProgress.of(now(), repository, oldest);
    }

    /** Of the last {@link #REVIEW_PERIOD}; the list holds the 50 busiest. */
    public ReviewLoad reviewLoad(@Nullable RepositoryId repository) {
        return reviewLoads.of(Period.before(now(), REVIEW_PERIOD), repository);
    }

    /** The latest instant that any fact states, never after now; null in an empty workspace. */
    public @Nullable Instant asOf() {
        return tenant.sql("""
                select least(:now::timestamptz, stated) as as_of
                  from (select greatest(
                                   (select max(updated_at) from pull_request where workspace_id = :workspace),
                                   (select max(submitted_at) from review where workspace_id = :workspace),
                                   (select max(at) from push where workspace_id = :workspace),
                                   (select max(as_of) from repository where workspace_id = :workspace)) as stated) latest
                 where stated is not null
                """)
                .param("now", Cells.timestamp(now()))
                .query((row, _) -> Cells.at(row, "as_of"))
                .optional()
                .orElse(null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
