package dev.mullion.telemetry;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Objects.requireNonNull;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.PullRequest.Association;
import dev.mullion.telemetry.PullRequest.FirstCommit;
import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.PullRequest.State;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pull request. Each part has its own rule, because a delivery may say some parts and not others:
 * where it stands is said as a whole and the latest word holds; branch, target, reviewers and size hold each from the
 * latest word that says them; instants of first things are the earliest ever said.
 */
record PullRequestRow(
        PullRequestId id,
        Standing standing,
        @Nullable IdHash author,
        boolean authorIsBot,
        Instant openedAt,
        @Nullable Instant firstReadyAt,
        @Nullable FirstCommit firstCommit,
        @Nullable Stated<IdHash> branch,
        @Nullable Stated<Boolean> intoDefault,
        @Nullable Stated<Integer> reviewersAsked,
        @Nullable Stated<Size> size)
        implements Row<PullRequestRow> {

    private static final Comparator<Size> GREATER_SIZE = comparingInt(Size::additions)
            .thenComparingInt(Size::deletions)
            .thenComparingInt(Size::files)
            .thenComparingInt(Size::commits)
            .thenComparingInt(Size::comments)
            .thenComparingInt(Size::reviewComments);

    /**
     * Said by one delivery as a whole, so that a reopened pull request has no instant of closing. Of two statements of
     * one instant the more final state holds; whatever else differs is settled by value, never by arrival.
     */
    record Standing(
            Instant updatedAt,
            State state,
            @Nullable Instant mergedAt,
            @Nullable Instant closedAt,
            Association association,
            long repository,
            int number)
            implements Comparable<Standing> {

        private static final Comparator<Standing> LATER = comparing(Standing::updatedAt)
                .thenComparing(Standing::state)
                .thenComparing(Standing::mergedAt, nullsFirst(naturalOrder()))
                .thenComparing(Standing::closedAt, nullsFirst(naturalOrder()))
                .thenComparing(Standing::association)
                .thenComparingLong(Standing::repository)
                .thenComparingInt(Standing::number);

        @Override
        public int compareTo(Standing other) {
            return LATER.compare(this, other);
        }
    }

    static PullRequestRow of(PullRequest said) {
        Instant at = said.updatedAt();
        return new PullRequestRow(
                said.id(),
                new Standing(
                        at,
                        said.state(),
                        said.mergedAt(),
                        said.closedAt(),
                        said.association(),
                        said.repository().value(),
                        said.number()),
                said.author(),
                said.authorIsBot(),
                said.openedAt(),
                said.readyAt(),
                said.firstCommit(),
                Stated.of(said.branch(), at),
                Stated.of(said.intoDefault(), at),
                Stated.of(said.reviewersAsked(), at),
                Stated.of(said.size(), at));
    }

    @Override
    public PullRequestRow and(PullRequestRow other) {
        return new PullRequestRow(
                id,
                requireNonNull(Stated.greatest(standing, other.standing)),
                Stated.greatest(author, other.author),
                authorIsBot || other.authorIsBot,
                requireNonNull(Stated.least(openedAt, other.openedAt)),
                Stated.least(firstReadyAt, other.firstReadyAt),
                earliest(firstCommit, other.firstCommit),
                Stated.later(branch, other.branch),
                Stated.later(intoDefault, other.intoDefault),
                Stated.later(reviewersAsked, other.reviewersAsked),
                Stated.later(size, other.size, GREATER_SIZE));
    }

    /** Each instant by itself: what was rebased away is not known any more, but was said. */
    private static @Nullable FirstCommit earliest(@Nullable FirstCommit one, @Nullable FirstCommit other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new FirstCommit(
                requireNonNull(Stated.least(one.authoredAt(), other.authoredAt())),
                requireNonNull(Stated.least(one.committedAt(), other.committedAt())));
    }

    @Override
    public int bytesKept() {
        return 8
                + 8
                + 4
                + 4
                + 16
                + 1
                + 4
                + 5 * 8
                + 16
                + 1
                + 4
                + (firstCommit == null ? 0 : 16)
                + (size == null ? 0 : 24);
    }
}
