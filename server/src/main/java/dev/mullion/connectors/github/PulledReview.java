package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.Review;
import dev.mullion.telemetry.ReviewId;
import java.time.Instant;
import java.util.Optional;

/** A review in a pull request that was asked for. */
final class PulledReview {

    private enum State {
        COMMENTED,
        APPROVED,
        CHANGES_REQUESTED,
        DISMISSED,
        /** Begun and not submitted; only its author sees it. */
        PENDING
    }

    private final Slot<Long> id;
    private final Slot<State> state;
    private final Slot<Instant> submittedAt;
    private final AccountPaths reviewer;
    private final Slot<Integer> comments;

    PulledReview(AllowList.Builder element) {
        id = element.idInText("fullDatabaseId");
        state = element.stage("state", State.class);
        submittedAt = element.instant("submittedAt");
        reviewer = AccountPaths.ofGraphQl(element, "author");
        comments = element.count("comments.totalCount");
    }

    int comments(Reading reading) {
        return reading.require(comments);
    }

    /** Empty for one that is not submitted. */
    Optional<Review> fact(Reading reading, IdHasher hasher, PullRequestId pullRequest, RepositoryId repository) {
        return verdict(reading.require(state))
                .map(verdict -> new Review(
                        new ReviewId(reading.require(id)),
                        pullRequest,
                        repository,
                        reviewer.hash(reading, hasher),
                        reviewer.isBot(reading),
                        verdict,
                        reading.require(submittedAt)));
    }

    private static Optional<Review.State> verdict(State said) {
        return switch (said) {
            case COMMENTED -> Optional.of(Review.State.COMMENTED);
            case APPROVED -> Optional.of(Review.State.APPROVED);
            case CHANGES_REQUESTED -> Optional.of(Review.State.CHANGES_REQUESTED);
            case DISMISSED -> Optional.of(Review.State.DISMISSED);
            case PENDING -> Optional.empty();
        };
    }
}
