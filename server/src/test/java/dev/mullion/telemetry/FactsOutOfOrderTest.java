package dev.mullion.telemetry;

import static dev.mullion.telemetry.Said.AUTHOR;
import static dev.mullion.telemetry.Said.BOT;
import static dev.mullion.telemetry.Said.BRANCH;
import static dev.mullion.telemetry.Said.OTHER;
import static dev.mullion.telemetry.Said.REVIEWER;
import static dev.mullion.telemetry.Said.draft;
import static dev.mullion.telemetry.Said.hash;
import static dev.mullion.telemetry.Said.opened;
import static dev.mullion.telemetry.Said.push;
import static dev.mullion.telemetry.Said.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.telemetry.Review.State;
import dev.mullion.tenancy.TestTenancy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pair in the order in which it happened, turned round, and in one call. */
class FactsOutOfOrderTest {

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair(
                        "opened, closed",
                        "state",
                        "closed",
                        opened(1, 0).fact(),
                        opened(1, 0).closed(5).fact()),
                pair(
                        "closed, reopened: no longer closed",
                        "closed_at",
                        "nothing",
                        opened(1, 0).closed(5).fact(),
                        opened(1, 0).unready(6).fact()),
                pair(
                        "closed, reopened: open",
                        "state",
                        "open",
                        opened(1, 0).closed(5).fact(),
                        opened(1, 0).unready(6).fact()),
                pair(
                        "draft, ready",
                        "first_ready_at",
                        "2026-03-02T04:00:00+00:00",
                        draft(1, 0).fact(),
                        draft(1, 0).readyAt(4).fact()),
                pair(
                        "ready, back to draft",
                        "first_ready_at",
                        "2026-03-02T00:00:00+00:00",
                        opened(1, 0).fact(),
                        draft(1, 0).later(3).fact()),
                pair(
                        "ready, ready again",
                        "first_ready_at",
                        "2026-03-02T02:00:00+00:00",
                        draft(1, 0).readyAt(2).fact(),
                        draft(1, 0).readyAt(9).fact()),
                pair(
                        "an update, a merge",
                        "state",
                        "merged",
                        opened(1, 0).unready(4).fact(),
                        opened(1, 0).merged(5).fact()),
                pair(
                        "closed and merged in one instant",
                        "state",
                        "merged",
                        opened(1, 0).closed(5).fact(),
                        opened(1, 0).merged(5).fact()),
                pair(
                        "an update, the same again, a closing of the same instant",
                        "state",
                        "closed",
                        opened(1, 0).unready(5).fact(),
                        opened(1, 0).unready(5).fact(),
                        opened(1, 0).closed(5).fact()),
                pair(
                        "a closing between two updates of the same instant",
                        "state",
                        "closed",
                        opened(1, 0).unready(5).fact(),
                        opened(1, 0).closed(5).fact(),
                        opened(1, 0).unready(5).fact()),
                pair(
                        "a size twice, a smaller one of the same instant",
                        "additions",
                        "10",
                        opened(1, 0).lines(10).fact(),
                        opened(1, 0).lines(10).fact(),
                        opened(1, 0).lines(7).fact()),
                pair(
                        "a size, none said",
                        "additions",
                        "10",
                        opened(1, 0).lines(10).fact(),
                        opened(1, 0).unready(3).fact()),
                pair(
                        "a size, a later size",
                        "additions",
                        "7",
                        opened(1, 0).lines(10).fact(),
                        opened(1, 0).unready(3).lines(7).fact()),
                pair(
                        "reviewers asked, none said",
                        "reviewers_asked",
                        "2",
                        opened(1, 0).asked(2).fact(),
                        opened(1, 0).unready(3).asked(null).fact()),
                pair(
                        "a branch, a fork that is gone",
                        "branch",
                        BRANCH.value().toString(),
                        opened(1, 0).fact(),
                        opened(1, 0).branch(null).closed(3).fact()),
                pair(
                        "an author, an account that is gone",
                        "author",
                        AUTHOR.value().toString(),
                        opened(1, 0).fact(),
                        opened(1, 0).by(null).unready(3).fact()),
                pair(
                        "a pull request, its review",
                        "first_review_at",
                        "2026-03-02T02:00:00+00:00",
                        opened(1, 0).fact(),
                        review(11, 1, REVIEWER, State.APPROVED, 2)),
                pair(
                        "a review, a later review",
                        "first_review_at",
                        "2026-03-02T02:00:00+00:00",
                        opened(1, 0).fact(),
                        review(11, 1, REVIEWER, State.COMMENTED, 2),
                        review(12, 1, OTHER, State.APPROVED, 4)),
                pair(
                        "a review, its dismissal",
                        "first_review_at",
                        "2026-03-02T02:00:00+00:00",
                        opened(1, 0).fact(),
                        review(11, 1, REVIEWER, State.APPROVED, 2),
                        review(11, 1, REVIEWER, State.DISMISSED, 2)),
                pair(
                        "a bot's review",
                        "first_review_at",
                        "nothing",
                        opened(1, 0).fact(),
                        review(11, 1, BOT, State.COMMENTED, 2)),
                pair(
                        "the author's own comment",
                        "first_review_at",
                        "nothing",
                        opened(1, 0).fact(),
                        review(11, 1, AUTHOR, State.COMMENTED, 2)),
                pair(
                        "a review before the merge and one after",
                        "last_review_at",
                        "2026-03-02T03:00:00+00:00",
                        opened(1, 0).merged(5).fact(),
                        review(11, 1, REVIEWER, State.APPROVED, 3),
                        review(12, 1, OTHER, State.COMMENTED, 6)),
                pair(
                        "a review after the merge alone",
                        "last_review_at",
                        "nothing",
                        opened(1, 0).merged(5).fact(),
                        review(11, 1, REVIEWER, State.APPROVED, 6)),
                pair(
                        "a push, its pull request",
                        "first_commit_at",
                        "2026-03-01T20:00:00+00:00",
                        push(500, BRANCH, -1, -4, -2),
                        opened(1, 0).fact()),
                pair(
                        "a push of another branch",
                        "first_commit_at",
                        "nothing",
                        push(500, hash(101), -1, -4),
                        opened(1, 0).fact()),
                pair(
                        "commits of after the opening",
                        "first_commit_at",
                        "nothing",
                        opened(1, 0).fact(),
                        push(500, BRANCH, 2, 1)),
                pair(
                        "commits of 91 days before",
                        "first_commit_at",
                        "2026-03-01T22:00:00+00:00",
                        push(500, BRANCH, -1, -91 * 24, -2),
                        opened(1, 0).fact()),
                pair(
                        "the first commit of a page, without any push",
                        "first_commit_at",
                        "2026-03-01T19:00:00+00:00",
                        opened(1, 0).begun(-5, -3).fact()),
                pair(
                        "a delivery that says no commit, a page that does",
                        "coding_seconds",
                        "18000",
                        opened(1, 0).fact(),
                        opened(1, 0).begun(-5, -3).merged(6).fact()),
                pair(
                        "a push, an earlier first commit of a page",
                        "first_commit_at",
                        "2026-03-01T18:00:00+00:00",
                        push(500, BRANCH, -1, -4, -2),
                        opened(1, 0).begun(-6, -4).fact()),
                pair(
                        "a page, a push of earlier commits",
                        "first_commit_at",
                        "2026-03-01T17:00:00+00:00",
                        opened(1, 0).begun(-6, -4).fact(),
                        push(500, BRANCH, -1, -7, -2)),
                pair(
                        "two pages, between which the branch was rebased",
                        "first_commit_at",
                        "2026-03-01T18:00:00+00:00",
                        opened(1, 0).begun(-6, -4).fact(),
                        opened(1, 0).begun(-2, 3).unready(5).fact()),
                pair(
                        "a commit written 91 days before and rebased since",
                        "first_commit_at",
                        "2026-03-01T21:00:00+00:00",
                        opened(1, 0).begun(-91 * 24, -3).fact()),
                pair(
                        "a listed commit of after the opening",
                        "first_commit_at",
                        "nothing",
                        opened(1, 0).begun(1, 2).fact()),
                pair(
                        "a first commit of a fork that is gone",
                        "first_commit_at",
                        "2026-03-01T19:00:00+00:00",
                        opened(1, 0).branch(null).begun(-5, -3).fact()));
    }

    private static Arguments pair(String name, String column, String expected, Fact... inOrder) {
        return Arguments.of(name, column, expected, List.of(inOrder));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @Attack("reliability-15")
    void pairs(String name, String column, String expected, List<Fact> inOrder) {
        Stored forwards = new Stored(tenancy);
        inOrder.forEach(forwards::save);
        Stored backwards = new Stored(tenancy);
        inOrder.reversed().forEach(backwards::save);
        Stored together = new Stored(tenancy);
        together.save(inOrder.reversed());

        assertThat(forwards.of(column)).isEqualTo(expected);
        assertThat(backwards.everything()).isEqualTo(forwards.everything());
        assertThat(together.everything()).isEqualTo(forwards.everything());
    }
}
