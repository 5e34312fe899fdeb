package dev.mullion.cli;

import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.engineering.Age;
import dev.mullion.telemetry.engineering.Engineering;
import dev.mullion.telemetry.engineering.EngineeringMetrics;
import dev.mullion.telemetry.engineering.Overview;
import dev.mullion.telemetry.engineering.PullRequests;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers of engineering on a terminal, in the words of their definitions. */
record EngineeringReport(PrintWriter out) {

    private static final int BUSIEST = 10;

    void print(int days, Overview overview) {
        out.println(overview.asOf() == null ? "Nothing has been read yet." : "As of " + overview.asOf());
        print(days, overview.cycleTime());
        print(overview.workInProgress());
        print(overview.reviewLoad());
    }

    private void print(int days, Overview.CycleTime cycle) {
        out.printf(
                "%n%s of %d days: %d merged by people, %d by bots left out%n",
                EngineeringMetrics.CYCLE.name(), days, cycle.merged(), cycle.byBots());
        cycle.stages().forEach(this::print);
        print(cycle.whole());
    }

    private void print(Overview.Measure measure) {
        out.printf(
                "  %-12s median %8s   nine of ten within %8s   of %d%n",
                measure.metric().name(), time(measure.median()), time(measure.p90()), measure.pullRequests());
    }

    private void print(Overview.WorkInProgress work) {
        out.printf(
                "%n%s: %d, of which %d wait for a review; %d by bots left out%n",
                EngineeringMetrics.IN_PROGRESS.name(), work.total(), work.waiting(), work.byBots());
        work.byAge()
                .forEach(count ->
                        out.printf("  %-14s %4d open %4d draft%n", words(count.age()), count.open(), count.drafts()));
    }

    private static String words(Age age) {
        return switch (age) {
            case UNDER_1_DAY -> "under 1 day";
            case DAYS_1_TO_3 -> "1 to 3 days";
            case DAYS_3_TO_7 -> "3 to 7 days";
            case DAYS_7_TO_14 -> "7 to 14 days";
            case DAYS_14_TO_30 -> "14 to 30 days";
            case OVER_30_DAYS -> "over 30 days";
        };
    }

    private void print(Overview.ReviewLoad load) {
        out.printf(
                "%n%s of %d days: %d reviews by %d people%n",
                EngineeringMetrics.REVIEW_LOAD.name(),
                Engineering.REVIEW_PERIOD.toDays(),
                load.reviews(),
                load.people());
        load.reviewers().stream()
                .limit(BUSIEST)
                .forEach(one -> out.printf(
                        "  %s  %4d reviews %4.0f %%  of %d pull requests, median response %s%n",
                        one.person().brief(),
                        one.reviews(),
                        100 * one.share(),
                        one.pullRequests(),
                        time(one.medianResponse())));
        if (load.people() > BUSIEST) {
            out.printf("  and %d more people; --json has the 50 busiest%n", load.people() - BUSIEST);
        }
    }

    void print(List<PullRequests.Entry> entries) {
        int width =
                entries.stream().mapToInt(entry -> named(entry).length()).max().orElse(1);
        entries.forEach(entry -> out.printf(
                "%-16s  %-6s  %-" + width + "s  updated %s%s%n",
                entry.id(),
                entry.state().name().toLowerCase(Locale.ROOT),
                named(entry),
                entry.times().updated(),
                entry.state() == PullRequest.State.MERGED ? ", cycle time " + time(entry.cycle()) : ""));
    }

    private static String named(PullRequests.Entry entry) {
        return entry.repositoryName() + " #" + entry.number();
    }

    /** The two largest units: "2d 3h". */
    private static String time(@Nullable Duration time) {
        if (time == null) {
            return "-";
        }
        if (time.toDays() > 0) {
            return time.toDays() + "d " + time.toHoursPart() + "h";
        }
        return time.toHours() > 0 ? time.toHours() + "h " + time.toMinutesPart() + "m" : time.toMinutes() + "m";
    }
}
