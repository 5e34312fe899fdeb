package dev.mullion.telemetry.engineering;

import dev.mullion.telemetry.engineering.Metric.Unit;
import java.util.List;

/** The definitions. Where a bot is the author, a pull request is in no metric; {@link Overview} says how many. */
public final class EngineeringMetrics {

    public static final Metric CODING = new Metric(
            "engineering.coding",
            "Coding",
            "From the first commit, pushed to the branch or listed by the vendor as the pull request's first, at most 90"
                    + " days before the opening and after the branch's previous pull request was closed, until the pull"
                    + " request was ready for review (or was opened, where no draft is known).",
            Unit.DURATION);
    public static final Metric PICKUP = new Metric(
            "engineering.pickup",
            "Pickup",
            "From ready for review (or opened, where no draft is known) until the first review by a person other than the"
                    + " author; zero where a review came earlier, and not counted where none came before the merge.",
            Unit.DURATION);
    public static final Metric REVIEW = new Metric(
            "engineering.review",
            "Review",
            "From the first review by a person other than the author, or from ready for review where that is later,"
                    + " until the last such review before the merge; zero where there was one review.",
            Unit.DURATION);
    public static final Metric MERGE = new Metric(
            "engineering.merge",
            "Merge",
            "From the last review before the merge by a person other than the author until the merge.",
            Unit.DURATION);
    public static final Metric CYCLE = new Metric(
            "engineering.cycle",
            "Cycle time",
            "From the first commit, as in coding (or from the opening, where no such commit is known), until the merge.",
            Unit.DURATION);
    public static final Metric MERGED = new Metric(
            "engineering.merged",
            "Merged",
            "Pull requests by people that were merged, by ISO week: Monday to Sunday in UTC.",
            Unit.PULL_REQUESTS);
    public static final Metric OPENED = new Metric(
            "engineering.opened",
            "Opened",
            "Pull requests by people that were opened, drafts included, by ISO week: Monday to Sunday in UTC.",
            Unit.PULL_REQUESTS);
    public static final Metric IN_PROGRESS = new Metric(
            "engineering.in-progress",
            "Work in progress",
            "Pull requests by people that are open or draft now, by the time since they were opened.",
            Unit.PULL_REQUESTS);
    public static final Metric WAITING = new Metric(
            "engineering.waiting",
            "Waiting for review",
            "Pull requests by people that are open, not draft, and that no person but the author has reviewed.",
            Unit.PULL_REQUESTS);
    public static final Metric REVIEW_LOAD = new Metric(
            "engineering.review-load",
            "Review load",
            "Reviews that people submitted in the last 30 days to pull requests of others, by reviewer.",
            Unit.REVIEWS);
    public static final Metric RESPONSE = new Metric(
            "engineering.response",
            "Response",
            "The median time from ready for review until the reviewer's first review, of pull requests that became ready"
                    + " in the last 30 days; zero where the review came earlier.",
            Unit.DURATION);

    private EngineeringMetrics() {}

    public static List<Metric> all() {
        return List.of(
                CODING, PICKUP, REVIEW, MERGE, CYCLE, MERGED, OPENED, IN_PROGRESS, WAITING, REVIEW_LOAD, RESPONSE);
    }
}
