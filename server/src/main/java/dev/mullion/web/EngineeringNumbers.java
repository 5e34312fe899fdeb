package dev.mullion.web;

import dev.mullion.telemetry.engineering.Age;
import dev.mullion.telemetry.engineering.Overview;
import dev.mullion.telemetry.engineering.Overview.AgeCount;
import dev.mullion.telemetry.engineering.Overview.Measure;
import dev.mullion.telemetry.engineering.Overview.Reviewer;
import dev.mullion.telemetry.engineering.PullRequests.Entry;
import dev.mullion.web.view.EngineeringPage.Numbers;
import dev.mullion.web.view.EngineeringPage.Stage;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The Engineering page's numbers, each with the way to the facts that it counts.
 *
 * @param facts address of the list of pull requests
 * @param about what the page is limited to
 */
record EngineeringNumbers(Wording wording, String facts, Query about, int days) {

    Numbers of(Overview overview) {
        WeekPlots weeks = new WeekPlots(wording, overview.weeks());
        return new Numbers(
                overview.cycleTime().stages().stream().map(this::stage).toList(),
                Bars.of(weeks.stages()),
                Bars.of(weeks.merged()),
                Ranks.of(
                        "Work in progress by age",
                        "Age",
                        "Open or draft",
                        overview.workInProgress().byAge().stream()
                                .map(this::age)
                                .toList()),
                new Link(
                        wording.count(overview.workInProgress().total(), "open or draft", "open or draft"),
                        about.with("state", "progress")
                                .with("by", "people")
                                .with("order", "age")
                                .at(facts)),
                oldest(overview.workInProgress().oldest()),
                load(overview.reviewLoad().reviewers()));
    }

    private Stage stage(Measure measure) {
        String key = measure.metric().name().toLowerCase(Locale.ROOT);
        Duration median = measure.median();
        Duration p90 = measure.p90();
        return new Stage(
                key,
                measure.metric().name(),
                key,
                median == null ? null : wording.elapsed(median),
                p90 == null ? null : wording.elapsed(p90),
                measure.metric().definition(),
                new Link(
                        wording.count(measure.pullRequests(), "pull request", "pull requests"),
                        about.with("merged", days)
                                .with("by", "people")
                                .with("order", key)
                                .at(facts)));
    }

    private Ranks.Item age(AgeCount count) {
        long all = count.open() + count.drafts();
        return new Ranks.Item(
                words(count.age()),
                all,
                wording.count(all),
                count.age() == Age.OVER_30_DAYS && all > 0 ? Tone.WAITS : Tone.QUIET,
                about.with("state", "progress")
                        .with("by", "people")
                        .with("age", count.age().name().toLowerCase(Locale.ROOT))
                        .at(facts));
    }

    static String words(Age age) {
        return switch (age) {
            case UNDER_1_DAY -> "under a day";
            case DAYS_1_TO_3 -> "1 to 3 days";
            case DAYS_3_TO_7 -> "3 to 7 days";
            case DAYS_7_TO_14 -> "7 to 14 days";
            case DAYS_14_TO_30 -> "14 to 30 days";
            case OVER_30_DAYS -> "over 30 days";
        };
    }

    private Facts oldest(List<Entry> entries) {
        return Facts.whole(
                "Oldest open pull requests",
                List.of(
                        Column.of("Repository"),
                        Column.of("Number"),
                        Column.of("State"),
                        Column.numeric("Age"),
                        Column.numeric("Last activity")),
                entries.stream().map(this::oldest).toList());
    }

    private Row oldest(Entry entry) {
        Instant opened = entry.times().opened();
        return Row.of(
                Cell.text(entry.repositoryName()),
                PullRequestWords.number(entry, facts),
                Cell.state(PullRequestWords.state(entry)),
                Cell.elapsed(wording.elapsed(age(opened))),
                Cell.moment(wording.moment(entry.times().updated())));
    }

    /** What the vendor's clock dates ahead of ours is new, not less than new. */
    private Duration age(Instant opened) {
        Duration age = Duration.between(opened, wording.now());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private Facts load(List<Reviewer> reviewers) {
        return Facts.whole(
                "Review load of the last 30 days",
                List.of(
                        Column.of("Reviewer"),
                        Column.numeric("Reviews"),
                        Column.numeric("Share"),
                        Column.numeric("Median response")),
                reviewers.stream().limit(MOST_REVIEWERS).map(this::load).toList());
    }

    private static final int MOST_REVIEWERS = 10;

    private Row load(Reviewer reviewer) {
        return Row.of(
                Cell.link(new Link(
                        PullRequestWords.person(reviewer.person(), false),
                        about.with("reviewer", reviewer.person().value()).at(facts))),
                Cell.count(wording.count(reviewer.reviews())),
                Cell.count(Math.round(reviewer.share() * 100) + " %"),
                PullRequestWords.elapsed(reviewer.medianResponse(), wording));
    }
}
