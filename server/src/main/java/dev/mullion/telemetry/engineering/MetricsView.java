package dev.mullion.telemetry.engineering;

import dev.mullion.telemetry.RepositoryId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of engineering as programs read them, from the API and from the command line: definitions once, then
 * numbers that name their definition.
 */
public record MetricsView(
        @Nullable Instant asOf,
        int days,
        @Nullable String repository,
        List<Definition> definitions,
        CycleTime cycleTime,
        List<Week> weeks,
        WorkInProgress workInProgress,
        ReviewLoad reviewLoad) {

    /** How many of the oldest in progress are listed. */
    public static final int OLDEST = 20;

    public MetricsView {
        definitions = List.copyOf(definitions);
        weeks = List.copyOf(weeks);
    }

    record Definition(String id, String name, String definition, String unit) {}

    record Measure(
            String metric,
            long pullRequests,
            @Nullable Long medianSeconds,
            @Nullable Long p90Seconds) {

        static Measure of(Overview.Measure measure) {
            return new Measure(
                    measure.metric().id(), measure.pullRequests(), seconds(measure.median()), seconds(measure.p90()));
        }
    }

    record CycleTime(long merged, long byBots, List<Measure> stages, Measure whole) {}

    record Week(LocalDate monday, long opened, long merged, List<Measure> stages, Measure whole) {}

    record AgeCount(String age, long open, long drafts) {}

    record WorkInProgress(long total, long waiting, long byBots, List<AgeCount> byAge, List<PullRequestView> oldest) {}

    record Reviewer(
            String personHash,
            long reviews,
            long pullRequests,
            double share,
            @Nullable Long medianResponseSeconds) {}

    record ReviewLoad(int days, long reviews, long people, List<Reviewer> reviewers) {}

    public static MetricsView of(int days, @Nullable RepositoryId repository, Overview overview) {
        return new MetricsView(
                overview.asOf(),
                days,
                repository == null ? null : repository.toString(),
                EngineeringMetrics.all().stream()
                        .map(metric -> new Definition(
                                metric.id(), metric.name(), metric.definition(), PullRequestView.word(metric.unit())))
                        .toList(),
                cycleTime(overview.cycleTime()),
                overview.weeks().stream().map(MetricsView::week).toList(),
                workInProgress(overview.workInProgress()),
                reviewLoad(overview.reviewLoad()));
    }

    static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static CycleTime cycleTime(Overview.CycleTime cycle) {
        return new CycleTime(cycle.merged(), cycle.byBots(), measures(cycle.stages()), Measure.of(cycle.whole()));
    }

    private static Week week(Overview.Week week) {
        return new Week(week.monday(), week.opened(), week.merged(), measures(week.stages()), Measure.of(week.whole()));
    }

    private static WorkInProgress workInProgress(Overview.WorkInProgress work) {
        return new WorkInProgress(
                work.total(),
                work.waiting(),
                work.byBots(),
                work.byAge().stream()
                        .map(count -> new AgeCount(PullRequestView.word(count.age()), count.open(), count.drafts()))
                        .toList(),
                work.oldest().stream().map(PullRequestView::of).toList());
    }

    private static ReviewLoad reviewLoad(Overview.ReviewLoad load) {
        return new ReviewLoad(
                (int) Engineering.REVIEW_PERIOD.toDays(),
                load.reviews(),
                load.people(),
                load.reviewers().stream()
                        .map(reviewer -> new Reviewer(
                                reviewer.person().value().toString(),
                                reviewer.reviews(),
                                reviewer.pullRequests(),
                                reviewer.share(),
                                seconds(reviewer.medianResponse())))
                        .toList());
    }

    private static List<Measure> measures(List<Overview.Measure> measures) {
        return measures.stream().map(Measure::of).toList();
    }
}
