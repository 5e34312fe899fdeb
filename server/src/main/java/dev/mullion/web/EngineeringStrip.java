package dev.mullion.web;

import dev.mullion.telemetry.engineering.Engineering;
import dev.mullion.telemetry.engineering.EngineeringMetrics;
import dev.mullion.telemetry.engineering.Metric;
import dev.mullion.telemetry.engineering.Overview.CycleTime;
import dev.mullion.telemetry.engineering.Overview.Measure;
import dev.mullion.telemetry.engineering.Overview.Week;
import dev.mullion.telemetry.engineering.Overview.WorkInProgress;
import dev.mullion.telemetry.engineering.Period;
import dev.mullion.telemetry.engineering.PullRequests;
import dev.mullion.telemetry.engineering.PullRequests.Authors;
import dev.mullion.telemetry.engineering.PullRequests.Filter;
import dev.mullion.web.view.HomePage.Change;
import dev.mullion.web.view.HomePage.Domain;
import dev.mullion.web.view.HomePage.Trend;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Engineering on Home: four numbers of seven days, and what changed. */
@Component
class EngineeringStrip {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int WEEKS_DRAWN = 9;
    private static final String FACTS = "/pull-requests";

    private final Engineering engineering;
    private final PullRequests pullRequests;
    private final EngineeringFreshness freshness;

    EngineeringStrip(Engineering engineering, PullRequests pullRequests, EngineeringFreshness freshness) {
        this.engineering = engineering;
        this.pullRequests = pullRequests;
        this.freshness = freshness;
    }

    Domain of(Visit visit) {
        Wording wording = visit.wording();
        String at = visit.href(Place.ENGINEERING);
        Instant asOf = engineering.asOf();
        if (asOf == null) {
            return new Domain(Place.ENGINEERING, at, Freshness.empty(), List.of(), null);
        }
        return new Domain(Place.ENGINEERING, at, freshness.of(asOf, wording), trends(wording, at + FACTS), null);
    }

    /** What people did since then. */
    List<Change> changes(Visit visit, Duration back) {
        Wording wording = visit.wording();
        String facts = visit.href(Place.ENGINEERING) + FACTS;
        Period period = Period.before(wording.now(), back);
        CycleTime cycle = engineering.cycleTime(period, null);
        long opened = opened(period);
        List<Change> changes = new ArrayList<>();
        if (cycle.merged() > 0) {
            changes.add(new Change(
                    wording.count(cycle.merged()),
                    cycle.merged() == 1 ? "pull request merged." : "pull requests merged.",
                    new Link("The merged ones", people().with("merged", 1).at(facts))));
        }
        if (opened > 0) {
            changes.add(new Change(
                    wording.count(opened) + (opened == PullRequests.MOST ? "+" : ""),
                    opened == 1 ? "pull request opened." : "pull requests opened.",
                    new Link("The opened ones", people().with("opened", 1).at(facts))));
        }
        Measure pickup = stage(cycle, EngineeringMetrics.PICKUP);
        if (pickup.median() != null) {
            changes.add(new Change(
                    wording.elapsed(pickup.median()).text(),
                    "to a first review at the median of those merged.",
                    new Link(
                            "The picked up ones",
                            people().with("merged", 1).with("order", "pickup").at(facts))));
        }
        return changes;
    }

    private long opened(Period period) {
        Filter filter = Filter.all().by(Authors.PEOPLE).openedIn(period);
        return pullRequests
                .page(filter, PullRequests.Order.OPENED, null, PullRequests.MOST)
                .entries()
                .size();
    }

    private List<Trend> trends(Wording wording, String facts) {
        Period now = Period.before(wording.now(), WEEK);
        CycleTime cycle = engineering.cycleTime(now, null);
        CycleTime before = engineering.cycleTime(new Period(now.from().minus(WEEK), now.from()), null);
        WorkInProgress open = engineering.workInProgress(null, 1);
        List<Week> weeks = engineering.weeks(null);
        Query merged = people().with("merged", 7);
        return List.of(
                new Trend(
                        figure(
                                EngineeringMetrics.MERGED,
                                "Merged in 7 days",
                                wording.count(cycle.merged()),
                                difference(wording, cycle.merged() - before.merged()),
                                new Link("the merged ones", merged.at(facts))),
                        line("Merged a week", weeks, Week::merged)),
                duration(
                        wording,
                        "Cycle time, median",
                        cycle.whole(),
                        before.whole(),
                        weeks,
                        Week::whole,
                        merged.with("order", "cycle").at(facts)),
                duration(
                        wording,
                        "First review, median",
                        stage(cycle, EngineeringMetrics.PICKUP),
                        stage(before, EngineeringMetrics.PICKUP),
                        weeks,
                        week -> stage(week.stages(), EngineeringMetrics.PICKUP),
                        merged.with("order", "pickup").at(facts)),
                new Trend(
                        figure(
                                EngineeringMetrics.IN_PROGRESS,
                                "Open or draft now",
                                wording.count(open.total()),
                                wording.count(open.waiting()) + " wait for a first review",
                                new Link(
                                        "those in progress",
                                        people().with("state", "progress")
                                                .with("order", "age")
                                                .at(facts))),
                        line("Opened a week", weeks, Week::opened)));
    }

    private static Query people() {
        return Query.none().with("by", "people");
    }

    private Trend duration(
            Wording wording,
            String label,
            Measure now,
            Measure before,
            List<Week> weeks,
            Function<Week, Measure> ofWeek,
            String facts) {
        Duration median = now.median();
        String[] text = median == null
                ? new String[] {"–", ""}
                : wording.elapsed(median).text().split(" ", 2);
        return new Trend(
                new Figure(
                        now.metric().id().replace('.', '-'),
                        label,
                        text[0],
                        text[1],
                        before.median() == null
                                ? null
                                : wording.elapsed(before.median()).text() + " the 7 days before",
                        now.metric().definition(),
                        new Link(wording.count(now.pullRequests(), "pull request", "pull requests"), facts)),
                line(label + " by week", weeks, week -> {
                    Duration weekly = ofWeek.apply(week).median();
                    return weekly == null ? 0 : weekly.toSeconds();
                }));
    }

    private static Figure figure(Metric metric, String label, String value, @Nullable String change, Link basis) {
        return new Figure(metric.id().replace('.', '-'), label, value, "", change, metric.definition(), basis);
    }

    private static String difference(Wording wording, long difference) {
        if (difference == 0) {
            return "as many as the 7 days before";
        }
        return wording.count(Math.abs(difference)) + (difference > 0 ? " more" : " fewer") + " than the 7 days before";
    }

    /** Without the week under way, which would always end in a fall. */
    private static Sparkline line(String summary, List<Week> weeks, Function<Week, Number> value) {
        int end = Math.max(0, weeks.size() - 1);
        return Sparkline.of(
                summary,
                weeks.subList(Math.max(0, end - WEEKS_DRAWN), end).stream()
                        .map(value)
                        .toList());
    }

    private static Measure stage(CycleTime cycle, Metric metric) {
        return stage(cycle.stages(), metric);
    }

    private static Measure stage(List<Measure> stages, Metric metric) {
        return stages.stream()
                .filter(measure -> measure.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
