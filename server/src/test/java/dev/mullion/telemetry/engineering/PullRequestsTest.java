package dev.mullion.telemetry.engineering;

import static dev.mullion.telemetry.Said.BOT;
import static dev.mullion.telemetry.Said.OTHER;
import static dev.mullion.telemetry.Said.REVIEWER;
import static dev.mullion.telemetry.Said.draft;
import static dev.mullion.telemetry.Said.hash;
import static dev.mullion.telemetry.Said.hour;
import static dev.mullion.telemetry.Said.label;
import static dev.mullion.telemetry.Said.listed;
import static dev.mullion.telemetry.Said.opened;
import static dev.mullion.telemetry.Said.push;
import static dev.mullion.telemetry.Said.removed;
import static dev.mullion.telemetry.Said.repository;
import static dev.mullion.telemetry.Said.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.Review.State;
import dev.mullion.telemetry.Stored;
import dev.mullion.telemetry.engineering.PullRequests.Authors;
import dev.mullion.telemetry.engineering.PullRequests.Cursor;
import dev.mullion.telemetry.engineering.PullRequests.Filter;
import dev.mullion.telemetry.engineering.PullRequests.History;
import dev.mullion.telemetry.engineering.PullRequests.Order;
import dev.mullion.telemetry.engineering.PullRequests.Page;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PullRequestsTest {

    private static TestTenancy tenancy;
    private static PullRequests pullRequests;
    private static Stored world;

    /** 1 merged, 2 open and waiting, 3 a draft, 4 by a bot, 5 closed in another repository, 6 merged a week later. */
    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
        pullRequests = new PullRequests(tenancy.tenant);
        world = new Stored(tenancy);
        world.save(
                repository(7001, 1),
                label(7001, "of the test", 1),
                push(500, hash(101), 0, -2),
                opened(1, 1).branch(hash(101)).lines(40).fact(),
                push(501, hash(101), 3, 2.5),
                review(11, 1, REVIEWER, State.APPROVED, 4),
                opened(1, 1).branch(hash(101)).merged(5).fact(),
                push(502, hash(101), 6, 5.5),
                opened(2, 2).branch(hash(102)).fact(),
                draft(3, 3).branch(hash(103)).fact(),
                opened(4, 4).branch(hash(104)).by(BOT).fact(),
                review(41, 4, OTHER, State.APPROVED, 6),
                opened(5, 4).branch(hash(105)).in(7002).closed(9).fact(),
                opened(6, 100).branch(hash(106)).fact(),
                review(61, 6, REVIEWER, State.COMMENTED, 103),
                opened(6, 100).branch(hash(106)).merged(200).fact());
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("everything", Filter.all(), List.of(6, 5, 4, 3, 2, 1)),
                Arguments.of(
                        "open or draft",
                        Filter.all().of(PullRequest.State.OPEN, PullRequest.State.DRAFT),
                        List.of(4, 3, 2)),
                Arguments.of("another repository", Filter.all().in(new RepositoryId(7002)), List.of(5)),
                Arguments.of("by bots", Filter.all().by(Authors.BOTS), List.of(4)),
                Arguments.of(
                        "by people and waiting", Filter.all().by(Authors.PEOPLE).waitingForReview(), List.of(2)),
                Arguments.of(
                        "merged in a week", Filter.all().mergedIn(Period.week(LocalDate.of(2026, 3, 9))), List.of(6)),
                Arguments.of(
                        "of an age",
                        Filter.all()
                                .of(PullRequest.State.OPEN, PullRequest.State.DRAFT)
                                .openedIn(Age.DAYS_1_TO_3.opened(hour(28))),
                        List.of(4, 3, 2)),
                Arguments.of(
                        "younger",
                        Filter.all()
                                .of(PullRequest.State.OPEN, PullRequest.State.DRAFT)
                                .openedIn(Age.UNDER_1_DAY.opened(hour(27.5))),
                        List.of(4)),
                Arguments.of(
                        "reviewed by one person",
                        Filter.all().reviewedBy(REVIEWER, new Period(hour(0), hour(50))),
                        List.of(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void filters(String name, Filter filter, List<Integer> expected) {
        assertThat(ids(page(filter, Order.OPENED, null, 200))).isEqualTo(expected);
        assertThat(ids(page(filter, Order.UPDATED, null, 200))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ids(page(filter, Order.AGE, null, 200)))
                .isEqualTo(expected.reversed().stream()
                        .filter(List.of(2, 3, 4)::contains)
                        .toList());
        assertThat(ids(page(filter, Order.CYCLE, null, 200)))
                .isEqualTo(expected.stream().filter(List.of(6, 1)::contains).toList());
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameInPagesOfOneAsAtOnce(Order order) {
        List<Integer> at = new ArrayList<>();
        Cursor next = null;
        do {
            Page page = page(Filter.all(), order, next, 1);
            at.addAll(ids(page));
            next = page.next();
        } while (next != null);
        assertThat(at).isEqualTo(ids(page(Filter.all(), order, null, 200))).doesNotHaveDuplicates();
    }

    @Test
    void ordersByStageWithTheLongestFirstAndLeavesOutWhatHasNone() {
        assertThat(ids(page(Filter.all(), Order.PICKUP, null, 10))).containsExactly(6, 1, 4);
        assertThat(ids(page(Filter.all(), Order.CODING, null, 10))).containsExactly(1);
        assertThat(ids(page(Filter.all(), Order.UPDATED, null, 2))).containsExactly(6, 5);
    }

    @Test
    void tellsWhatHappenedToOne() {
        History history = find(1).orElseThrow();
        var entry = history.entry();
        assertThat(entry.repositoryName()).isEqualTo("of the test");
        assertThat(entry.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(entry.size()).isEqualTo(new PullRequest.Size(40, 1, 2, 3, 4, 5));
        assertThat(entry.times().firstCommit()).isEqualTo(hour(-2));
        assertThat(entry.times().merged()).isEqualTo(hour(5));
        assertThat(entry.coding()).isEqualTo(Duration.ofHours(3));
        assertThat(entry.cycle()).isEqualTo(Duration.ofHours(7));
        assertThat(history.reviews()).extracting(PullRequests.ReviewEntry::at).containsExactly(hour(4));
        assertThat(history.pushes()).extracting(PullRequests.PushEntry::at).containsExactly(hour(0), hour(3));
        assertThat(find(5).orElseThrow().entry().repositoryName()).isEqualTo("Repository 7002");
    }

    @Test
    void findsNothingOfAnotherWorkspace() {
        assertThat(find(77)).isEmpty();
        WorkspaceId other = tenancy.newWorkspace().id();
        assertThat(tenancy.workspaces.within(other, () -> pullRequests.find(new PullRequestId(1))))
                .isEmpty();
        assertThat(tenancy.workspaces
                        .within(other, () -> pullRequests.page(Filter.all(), Order.UPDATED, null, 10))
                        .entries())
                .isEmpty();
    }

    @Test
    void listsRepositoriesWithTheirCounts() {
        Stored stored = new Stored(tenancy);
        stored.save(
                repository(7001, 1),
                label(7001, "named", 1),
                listed(7002, 2),
                removed(7003, 2),
                opened(1, 1).fact(),
                draft(2, 1).in(7002).fact(),
                opened(3, 1).in(7002).merged(7).fact(),
                repository(7004, 4),
                removed(7004, 5));
        Repositories repositories = new Repositories(tenancy.tenant, Clock.fixed(hour(500), ZoneOffset.UTC));
        List<Repositories.Entry> all =
                tenancy.workspaces.within(stored.workspace(), () -> repositories.page(null, 200));
        assertThat(all)
                .extracting(entry -> "%s %s %d %d"
                        .formatted(entry.name(), entry.removed(), entry.inProgress(), entry.recentlyMerged()))
                .containsExactly("named false 1 0", "Repository 7002 false 1 1", "Repository 7004 true 0 0");
        assertThat(tenancy.workspaces.within(stored.workspace(), () -> repositories.page(new RepositoryId(7001), 1)))
                .containsExactly(all.get(1));
    }

    private static Page page(Filter filter, Order order, @Nullable Cursor after, int limit) {
        return tenancy.workspaces.within(world.workspace(), () -> pullRequests.page(filter, order, after, limit));
    }

    private static Optional<History> find(long id) {
        return tenancy.workspaces.within(world.workspace(), () -> pullRequests.find(new PullRequestId(id)));
    }

    private static List<Integer> ids(Page page) {
        return page.entries().stream()
                .map(entry -> Math.toIntExact(entry.id().value()))
                .toList();
    }
}
