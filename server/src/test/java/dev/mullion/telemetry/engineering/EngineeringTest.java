package dev.mullion.telemetry.engineering;

import static dev.mullion.telemetry.Said.BOT;
import static dev.mullion.telemetry.Said.OTHER;
import static dev.mullion.telemetry.Said.REVIEWER;
import static dev.mullion.telemetry.Said.draft;
import static dev.mullion.telemetry.Said.hash;
import static dev.mullion.telemetry.Said.hour;
import static dev.mullion.telemetry.Said.opened;
import static dev.mullion.telemetry.Said.push;
import static dev.mullion.telemetry.Said.repository;
import static dev.mullion.telemetry.Said.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.Review.State;
import dev.mullion.telemetry.Said;
import dev.mullion.telemetry.Stored;
import dev.mullion.telemetry.engineering.Overview.AgeCount;
import dev.mullion.telemetry.engineering.Overview.CycleTime;
import dev.mullion.telemetry.engineering.Overview.Measure;
import dev.mullion.telemetry.engineering.Overview.Reviewer;
import dev.mullion.telemetry.engineering.Overview.Week;
import dev.mullion.tenancy.TestTenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A world of two weeks, small enough to compute by hand. Now is Thursday of the second week, 12:00 UTC. */
class EngineeringTest {

    private static final double NOW = 7 * 24 + 3 * 24 + 12;
    private static final Clock CLOCK = Clock.fixed(hour(NOW), ZoneOffset.UTC);
    private static final Duration MONTH = Duration.ofDays(30);

    /** Coding 6 h, of which 2 h as a draft; pickup 3 h; review 4 h; merge 1 h; cycle 14 h. */
    private static final List<Fact> WHOLE = List.of(
            push(500, hash(101), 9, 6, 8),
            draft(1, 10).branch(hash(101)).fact(),
            draft(1, 10).branch(hash(101)).readyAt(12).fact(),
            review(11, 1, REVIEWER, State.CHANGES_REQUESTED, 15),
            review(12, 1, REVIEWER, State.APPROVED, 19),
            opened(1, 10).branch(hash(101)).merged(20).fact());

    /** No commit known; pickup 1 h; review 0; merge 7 h; cycle 8 h; merged in the second week. */
    private static final List<Fact> SECOND_WEEK = List.of(
            opened(2, 170).branch(hash(102)).fact(),
            review(21, 2, OTHER, State.APPROVED, 171),
            opened(2, 170).branch(hash(102)).merged(178).fact());

    /** Merged unreviewed: a cycle of 2 h and no stage. */
    private static final List<Fact> UNREVIEWED = List.of(
            opened(3, 172).branch(hash(103)).fact(),
            opened(3, 172).branch(hash(103)).merged(174).fact());

    private static final List<Fact> BY_BOT = List.of(
            opened(4, 172).by(BOT).branch(hash(104)).merged(180).fact(),
            review(41, 4, REVIEWER, State.APPROVED, 175),
            opened(5, 200).by(BOT).branch(hash(105)).fact());

    private static final List<Fact> IN_PROGRESS = List.of(
            opened(6, NOW - 2).branch(hash(106)).fact(),
            draft(7, NOW - 30).branch(hash(107)).fact(),
            opened(8, NOW - 24 * 8).branch(hash(108)).fact(),
            review(81, 8, REVIEWER, State.COMMENTED, NOW - 24 * 7),
            opened(9, NOW - 24 * 40).branch(hash(109)).fact());

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @Test
    void splitsTheCycleOfOnePullRequestIntoStagesThatAddUp() {
        CycleTime cycle = of(world(WHOLE), engineering -> engineering.cycleTime(lastMonth(), null));
        assertThat(cycle.merged()).isEqualTo(1);
        assertThat(cycle.stages()).extracting(Measure::median).containsExactly(hours(6), hours(3), hours(4), hours(1));
        assertThat(cycle.stages())
                .extracting(Measure::metric)
                .containsExactly(
                        EngineeringMetrics.CODING,
                        EngineeringMetrics.PICKUP,
                        EngineeringMetrics.REVIEW,
                        EngineeringMetrics.MERGE);
        assertThat(cycle.whole().median()).isEqualTo(hours(14));
    }

    @Test
    void computesEachStageFromThePullRequestsWhoseEndsAreKnown() {
        CycleTime cycle = of(
                world(WHOLE, SECOND_WEEK, UNREVIEWED, BY_BOT, IN_PROGRESS),
                engineering -> engineering.cycleTime(lastMonth(), null));
        assertThat(cycle.merged()).isEqualTo(3);
        assertThat(cycle.byBots()).isEqualTo(1);
        assertThat(cycle.stages()).extracting(Measure::pullRequests).containsExactly(1L, 2L, 2L, 2L);
        assertThat(cycle.stages()).extracting(Measure::median).containsExactly(hours(6), hours(2), hours(2), hours(4));
        assertThat(cycle.stages())
                .extracting(Measure::p90)
                .containsExactly(hours(6), hours(2.8), hours(3.6), hours(6.4));
        assertThat(cycle.whole().pullRequests()).isEqualTo(3);
        assertThat(cycle.whole().median()).isEqualTo(hours(8));
        assertThat(cycle.whole().p90()).isEqualTo(hours(12.8));
    }

    @Test
    void makesNoStageNegative() {
        Stored early = world(List.of(
                draft(1, 0).fact(),
                review(11, 1, REVIEWER, State.COMMENTED, 1),
                draft(1, 0).readyAt(4).fact(),
                draft(1, 0).merged(6).fact()));
        CycleTime cycle = of(early, engineering -> engineering.cycleTime(lastMonth(), null));
        assertThat(cycle.stages()).extracting(Measure::median).containsExactly(null, hours(0), hours(0), hours(2));
    }

    @Test
    void countsNoMergeOutsideThePeriodOrTheRepository() {
        Stored world = world(
                WHOLE, SECOND_WEEK, List.of(opened(3, 170).in(7002).merged(171).fact()));
        Period second = Period.week(LocalDate.of(2026, 3, 9));
        assertThat(of(world, engineering -> engineering.cycleTime(second, null)).merged())
                .isEqualTo(2);
        assertThat(of(world, engineering -> engineering.cycleTime(second, new RepositoryId(7002)))
                        .merged())
                .isEqualTo(1);
        assertThatThrownBy(() ->
                        of(world, engineering -> engineering.cycleTime(new Period(hour(0), hour(24 * 801)), null)))
                .hasMessageContaining("800 days");
    }

    @Test
    void countsWeekByWeekInUtcAndShowsQuietWeeksAsQuiet() {
        Stored world = world(
                WHOLE,
                SECOND_WEEK,
                UNREVIEWED,
                BY_BOT,
                List.of(
                        opened(20, 7 * 24 - 0.001).merged(7 * 24).fact(),
                        opened(21, -1).in(7002).fact()));
        List<Week> weeks = of(world, engineering -> engineering.weeks(Said.REPOSITORY));
        assertThat(weeks).hasSize(Engineering.WEEKS);
        assertThat(weeks.getLast())
                .extracting(Week::monday, Week::opened, Week::merged)
                .containsExactly(LocalDate.of(2026, 3, 9), 2L, 3L);
        assertThat(weeks.getLast().whole().median()).isEqualTo(hours(2));
        assertThat(weeks.get(24))
                .extracting(Week::monday, Week::opened, Week::merged)
                .containsExactly(LocalDate.of(2026, 3, 2), 2L, 1L);
        assertThat(weeks.getFirst().merged()).isZero();
        assertThat(weeks.getFirst().whole().median()).isNull();
    }

    @Test
    void countsWorkInProgressByAge() {
        var progress = of(world(WHOLE, IN_PROGRESS, BY_BOT), engineering -> engineering.workInProgress(null, 2));
        assertThat(progress.byAge())
                .containsExactly(
                        new AgeCount(Age.UNDER_1_DAY, 1, 0),
                        new AgeCount(Age.DAYS_1_TO_3, 0, 1),
                        new AgeCount(Age.DAYS_3_TO_7, 0, 0),
                        new AgeCount(Age.DAYS_7_TO_14, 1, 0),
                        new AgeCount(Age.DAYS_14_TO_30, 0, 0),
                        new AgeCount(Age.OVER_30_DAYS, 1, 0));
        assertThat(progress.total()).isEqualTo(4);
        assertThat(progress.waiting()).isEqualTo(2);
        assertThat(progress.byBots()).isEqualTo(1);
        assertThat(progress.oldest())
                .extracting(PullRequests.Entry::id)
                .containsExactly(new PullRequestId(9), new PullRequestId(8));
    }

    @Test
    void countsReviewsOfPeopleByReviewer() {
        var load = of(
                world(
                        WHOLE,
                        SECOND_WEEK,
                        BY_BOT,
                        IN_PROGRESS,
                        List.of(
                                review(90, 2, Said.AUTHOR, State.COMMENTED, 172),
                                review(91, 2, BOT, State.COMMENTED, 172),
                                review(92, 1, OTHER, State.COMMENTED, NOW - 31 * 24))),
                engineering -> engineering.reviewLoad(null));
        assertThat(load.reviews()).isEqualTo(5);
        assertThat(load.people()).isEqualTo(2);
        assertThat(load.reviewers())
                .extracting(Reviewer::person, Reviewer::reviews, Reviewer::pullRequests, Reviewer::medianResponse)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(REVIEWER, 4L, 3L, hours(3)),
                        org.assertj.core.groups.Tuple.tuple(OTHER, 1L, 1L, hours(1)));
        assertThat(load.reviewers().getFirst().share()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void knowsTheLatestStatementButNoFutureOne() {
        Stored world = world(WHOLE);
        assertThat(of(world, Engineering::asOf)).isEqualTo(hour(20));
        world.save(repository(7001, NOW + 400));
        assertThat(of(world, Engineering::asOf)).isEqualTo(hour(NOW));
    }

    @Test
    void saysNothingOfAnEmptyWorkspace() {
        Overview empty = of(new Stored(tenancy), engineering -> engineering.overview(MONTH, null, 10));
        assertThat(empty.asOf()).isNull();
        assertThat(empty.cycleTime().merged()).isZero();
        assertThat(empty.cycleTime().stages())
                .allSatisfy(stage -> assertThat(stage.median()).isNull());
        assertThat(empty.weeks())
                .hasSize(26)
                .allSatisfy(week -> assertThat(week.opened()).isZero());
        assertThat(empty.workInProgress().total()).isZero();
        assertThat(empty.workInProgress().oldest()).isEmpty();
        assertThat(empty.reviewLoad().reviewers()).isEmpty();
    }

    @Test
    void givesEveryMetricAnIdOfItsOwnAndOneSentence() {
        assertThat(EngineeringMetrics.all())
                .doesNotHaveDuplicates()
                .extracting(Metric::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("engineering."));
        assertThat(EngineeringMetrics.all())
                .extracting(Metric::definition)
                .allMatch(definition -> definition.matches("[A-Z][^.]+\\."));
    }

    @SafeVarargs
    private static Stored world(List<Fact>... parts) {
        Stored stored = new Stored(tenancy);
        for (List<Fact> part : parts) {
            stored.save(part);
        }
        return stored;
    }

    private static Period lastMonth() {
        return Period.before(hour(NOW), MONTH);
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3600));
    }

    private static <T extends @org.jspecify.annotations.Nullable Object> T of(
            Stored stored, Function<Engineering, T> question) {
        Engineering engineering = new Engineering(tenancy.tenant, new PullRequests(tenancy.tenant), CLOCK);
        return tenancy.workspaces.within(stored.workspace(), () -> question.apply(engineering));
    }
}
