package dev.mullion.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.sandbox.world.Event.PullRequestStepped;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Instant ANCHOR = Instant.parse("2026-11-21T21:00:00Z");
    private static final World SAMPLE = World.of(42, "sample", ANCHOR, 425);
    private static final World NEIGHBOUR = World.of(42, "neighbour", ANCHOR, 425);

    @Test
    void isTheSameForTheSameSeedAndAnchor() {
        World again = World.of(42, "sample", ANCHOR, 425);

        assertThat(again.since(again.start())).isEqualTo(SAMPLE.since(SAMPLE.start()));
    }

    @Test
    void isAnotherForAnotherSeed() {
        World other = World.of(43, "neighbour", ANCHOR, 425);

        assertThat(other.since(other.start())).isNotEqualTo(NEIGHBOUR.since(NEIGHBOUR.start()));
    }

    @Test
    void hasTheSizeOfACompanyOfTwoHundred() {
        assertThat(SAMPLE.company().people()).hasSize(200);
        assertThat(NEIGHBOUR.company().people()).hasSize(40);
        assertThat(all(SAMPLE).size() + all(NEIGHBOUR).size()).isBetween(90_000, 140_000);
    }

    @Test
    void tellsEventsInOrderAndNotBeyondTheAnchor() {
        assertThat(all(SAMPLE)).isSortedAccordingTo(Comparator.comparing(Event::at));
        assertThat(all(SAMPLE).getLast().at()).isBeforeOrEqualTo(ANCHOR);
        assertThat(all(SAMPLE).getFirst().at()).isAfterOrEqualTo(SAMPLE.start());
    }

    @Test
    void tellsEveryPullRequestInOrder() {
        assertThat(pullRequests(SAMPLE)).allSatisfy(each -> {
            assertThat(each.steps()).isSortedAccordingTo(Comparator.comparing(Step::at));
            assertThat(each.steps().getFirst().kind()).isEqualTo(StepKind.BRANCH_CREATED);
            assertThat(each.steps().stream().filter(step -> step.kind() == StepKind.MERGED))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(each.steps()).hasSizeLessThan(100);
        });
    }

    @Test
    void givesEveryPullRequestAnIdOfItsOwn() {
        Set<PullRequest> all = pullRequests(SAMPLE);

        assertThat(all.stream().map(PullRequest::id).distinct()).hasSameSizeAs(all);
    }

    @Test
    void restsAtWeekends() {
        assertThat(shareOf(StepKind.OPENED, SAMPLE, WorldTest::isAtWeekend)).isBetween(0.0005, 0.06);
        assertThat(shareOf(StepKind.APPROVED, SAMPLE, WorldTest::isAtWeekend)).isBetween(0.0005, 0.06);
    }

    @Test
    void worksInTheHoursOfItsPeople() {
        assertThat(shareOf(StepKind.OPENED, SAMPLE, WorldTest::isInWorkingHours))
                .isGreaterThan(0.95);
        assertThat(shareOf(StepKind.APPROVED, SAMPLE, WorldTest::isInWorkingHours))
                .isGreaterThan(0.85);
    }

    @Test
    void opensLessOnFridaysAndHardlyAnythingAtTheEndOfDecember() {
        assertThat(openedOn(SAMPLE, day -> day.getDayOfWeek() == DayOfWeek.FRIDAY))
                .isLessThan(openedOn(SAMPLE, day -> day.getDayOfWeek() == DayOfWeek.WEDNESDAY) * 9 / 10);
        assertThat(openedOn(SAMPLE, day -> day.getMonthValue() == 12 && day.getDayOfMonth() > 23))
                .isLessThan(openedOn(SAMPLE, day -> day.getMonthValue() == 12 && day.getDayOfMonth() < 9) / 3);
    }

    @Test
    void letsReviewsOfOneRepositoryWaitLongerInTheLastWeeks() {
        Repository slow = SAMPLE.company().repository("ledger-api");
        Instant turn = ANCHOR.minus(Duration.ofDays(42));

        Duration before = medianPickup(slow, turn.minus(Duration.ofDays(120)), turn);
        Duration after = medianPickup(slow, turn, ANCHOR.minus(Duration.ofDays(10)));

        assertThat(before).isLessThan(Duration.ofHours(20));
        assertThat(after).isGreaterThan(before.multipliedBy(2));
    }

    @Test
    void leavesOneReviewOfThatRepositoryStuckForMoreThanThreeWeeks() {
        Instant threeWeeksAgo = ANCHOR.minus(Duration.ofDays(21));

        assertThat(SAMPLE.inProgress()).anySatisfy(each -> {
            assertThat(each.repository().name()).isEqualTo("ledger-api");
            assertThat(each.state().openedAt()).isBefore(threeWeeksAgo);
            assertThat(each.state().requestedReviewers()).isNotEmpty();
            assertThat(each.state().isReviewed()).isFalse();
        });
    }

    @Test
    void hasWorkInProgressOfVariousAges() {
        List<Duration> ages = SAMPLE.inProgress().stream()
                .map(each -> Duration.between(each.state().openedAt(), ANCHOR))
                .toList();

        assertThat(ages.size()).isBetween(60, 400);
        assertThat(ages).anyMatch(age -> age.toDays() < 2);
        assertThat(ages).anyMatch(age -> age.toDays() > 5 && age.toDays() < 15);
        assertThat(ages).anyMatch(age -> age.toDays() > 20);
    }

    @Test
    void doesNotShowAsOpenAgainWhatLiveTrafficMayHaveClosed() {
        Instant since = ANCHOR.minus(Duration.ofDays(2));

        List<Event> resumed = SAMPLE.resumedSince(since);

        assertThat(resumed).isNotEmpty().hasSizeLessThan(SAMPLE.since(since).size());
        assertThat(resumed)
                .filteredOn(event -> event instanceof PullRequestStepped stepped
                        && stepped.pullRequest().isLent()
                        && stepped.pullRequest().steps().getFirst().at().isBefore(since))
                .allMatch(event -> ((PullRequestStepped) event).what().kind().isEnding());
    }

    private static List<Event> all(World world) {
        return world.since(world.start());
    }

    private static List<PullRequestStepped> steps(World world, StepKind kind) {
        return all(world).stream()
                .filter(PullRequestStepped.class::isInstance)
                .map(PullRequestStepped.class::cast)
                .filter(each -> each.what().kind() == kind)
                .toList();
    }

    private static Set<PullRequest> pullRequests(World world) {
        return all(world).stream()
                .filter(PullRequestStepped.class::isInstance)
                .map(event -> ((PullRequestStepped) event).pullRequest())
                .collect(Collectors.toSet());
    }

    private static double shareOf(StepKind kind, World world, Predicate<ZonedDateTime> which) {
        List<ZonedDateTime> byPeople = steps(world, kind).stream()
                .filter(each ->
                        !each.actor().bot() && !each.pullRequest().author().bot())
                .map(each -> each.at().atZone(each.actor().zone()))
                .toList();
        return (double) byPeople.stream().filter(which).count() / byPeople.size();
    }

    private static long openedOn(World world, Predicate<LocalDate> day) {
        return steps(world, StepKind.OPENED).stream()
                .filter(each -> !each.actor().bot())
                .filter(each -> day.test(each.at().atZone(each.actor().zone()).toLocalDate()))
                .count();
    }

    private static Duration medianPickup(Repository repository, Instant from, Instant to) {
        List<Duration> waits = steps(SAMPLE, StepKind.OPENED).stream()
                .map(PullRequestStepped::pullRequest)
                .filter(each ->
                        each.repository().equals(repository) && !each.author().bot())
                .filter(each -> !openedAt(each).isBefore(from) && openedAt(each).isBefore(to))
                .flatMap(each -> each.steps().stream()
                        .filter(step -> step.kind().isReview())
                        .findFirst()
                        .map(step -> Duration.between(openedAt(each), step.at()))
                        .stream())
                .sorted()
                .toList();
        return waits.get(waits.size() / 2);
    }

    private static Instant openedAt(PullRequest pullRequest) {
        return pullRequest.steps().stream()
                .filter(step -> step.kind() == StepKind.OPENED)
                .findFirst()
                .orElseThrow()
                .at();
    }

    private static boolean isAtWeekend(ZonedDateTime local) {
        return local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static boolean isInWorkingHours(ZonedDateTime local) {
        return local.getHour() >= 7 && local.getHour() < 20;
    }
}
