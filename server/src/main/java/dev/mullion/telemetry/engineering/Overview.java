package dev.mullion.telemetry.engineering;

import dev.mullion.keys.IdHash;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the Engineering page.
 *
 * @param asOf the latest instant that any fact states, never after now; null while there is none
 */
public record Overview(
        @Nullable Instant asOf,
        CycleTime cycleTime,
        List<Week> weeks,
        WorkInProgress workInProgress,
        ReviewLoad reviewLoad) {

    public Overview {
        weeks = List.copyOf(weeks);
    }

    /**
     * One duration over many pull requests.
     *
     * @param pullRequests how many it is computed from: those in which both ends are known
     * @param median null when there are none
     * @param p90 the time that nine of ten do not exceed, interpolated; null when there are none
     */
    public record Measure(
            Metric metric,
            long pullRequests,
            @Nullable Duration median,
            @Nullable Duration p90) {}

    /**
     * Of the pull requests merged in the period.
     *
     * @param merged by people; every stage is computed from these or fewer
     * @param byBots left out
     */
    public record CycleTime(Period period, long merged, long byBots, List<Measure> stages, Measure whole) {
        public CycleTime {
            stages = List.copyOf(stages);
        }
    }

    /**
     * An ISO week in UTC.
     *
     * @param stages the medians in the order of {@link CycleTime#stages}, of the week's merges
     */
    public record Week(LocalDate monday, long opened, long merged, List<Measure> stages, Measure whole) {
        public Week {
            stages = List.copyOf(stages);
        }
    }

    /**
     * What is open or draft now.
     *
     * @param byAge one entry for each {@link Age}, in its order
     * @param waiting open ones without a review
     * @param byBots left out of all other counts
     */
    public record WorkInProgress(List<AgeCount> byAge, long waiting, long byBots, List<PullRequests.Entry> oldest) {
        public WorkInProgress {
            byAge = List.copyOf(byAge);
            oldest = List.copyOf(oldest);
        }

        public long total() {
            return byAge.stream()
                    .mapToLong(count -> count.open() + count.drafts())
                    .sum();
        }
    }

    /** How many of one age. */
    public record AgeCount(Age age, long open, long drafts) {}

    /**
     * Who reviewed how much.
     *
     * @param reviews of all reviewers together
     * @param people how many reviewers there were; the list holds the busiest
     */
    public record ReviewLoad(Period period, long reviews, long people, List<Reviewer> reviewers) {
        public ReviewLoad {
            reviewers = List.copyOf(reviewers);
        }
    }

    /**
     * One reviewer.
     *
     * @param share of all reviews, from 0 to 1
     * @param medianResponse null where no reviewed pull request became ready in the period
     */
    public record Reviewer(
            IdHash person,
            long reviews,
            long pullRequests,
            double share,
            @Nullable Duration medianResponse) {}
}
