package dev.mullion.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.telemetry.PullRequest.Association;
import dev.mullion.telemetry.PullRequest.FirstCommit;
import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.PullRequest.State;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statements as no vendor makes them, from few values, so that every kind of tie occurs. */
@Attack({"reliability-15", "reliability-16", "reliability-20"})
class JoinLawsTest {

    private static final int CASES = 20_000;

    private final Random random = new Random(15);

    @Test
    void joinsPullRequestsInAnyOrder() {
        hold(() -> PullRequestRow.of(new PullRequest(
                new PullRequestId(1),
                new RepositoryId(1 + random.nextInt(2)),
                random.nextInt(2),
                any(State.values()),
                said(Said::hash),
                random.nextBoolean(),
                any(Association.values()),
                at(),
                said(_ -> at()),
                said(_ -> at()),
                said(_ -> at()),
                said(_ -> new FirstCommit(at(), at())),
                said(Said::hash),
                said(value -> value == 1),
                said(Integer::valueOf),
                said(value -> new Size(value, random.nextInt(2), 1, 1, random.nextInt(2), 1)),
                at())));
    }

    @Test
    void joinsRepositoriesAndTheirRemovalsInAnyOrder() {
        hold(() -> random.nextInt(4) == 0
                ? RepositoryTable.RepositoryRow.removed(Said.REPOSITORY, at())
                : RepositoryTable.RepositoryRow.of(new Repository(
                        Said.REPOSITORY,
                        random.nextBoolean(),
                        said(value -> value == 1),
                        said(value -> value == 1),
                        said(value -> "language " + value),
                        said(Integer::valueOf),
                        said(Integer::valueOf),
                        said(_ -> at()),
                        said(_ -> at()),
                        at())));
    }

    @Test
    void joinsLabelsInAnyOrder() {
        var key = new LabelTable.Key(Label.Kind.REPOSITORY, 1);
        hold(() ->
                new LabelTable.LabelRow(key, said(value -> "name " + value), at(), said(value -> new UUID(0, value))));
    }

    @Test
    void joinsReviewsInAnyOrder() {
        hold(() -> new ReviewTable.ReviewRow(
                new ReviewId(1),
                random.nextInt(2),
                random.nextInt(2),
                said(Said::hash),
                random.nextBoolean(),
                any(Review.State.values()),
                at()));
    }

    private <R extends Row<R>> void hold(java.util.function.Supplier<R> statements) {
        for (int i = 0; i < CASES; i++) {
            R a = statements.get();
            R b = statements.get();
            R c = statements.get();
            assertThat(a.and(a)).isEqualTo(a);
            assertThat(a.and(b)).isEqualTo(b.and(a));
            assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
        }
    }

    private <T> @Nullable T said(IntFunction<T> value) {
        int chosen = random.nextInt(3);
        return chosen == 2 ? null : value.apply(chosen);
    }

    private Instant at() {
        return Said.MONDAY.plusNanos(1_000L * random.nextInt(3));
    }

    private <E> E any(E[] constants) {
        return constants[random.nextInt(constants.length)];
    }
}
