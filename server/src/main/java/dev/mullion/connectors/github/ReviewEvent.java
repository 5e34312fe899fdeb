package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.Review;
import dev.mullion.telemetry.ReviewId;
import java.time.Instant;

/** {@code pull_request_review}: who reviewed when, with what verdict, and where the pull request stands by then. */
final class ReviewEvent implements Event {

    private enum Action {
        SUBMITTED,
        DISMISSED,
        EDITED,
        OTHER
    }

    private final AllowList list;
    private final Slot<Action> action;
    private final RepositoryPaths repository;
    private final PullRequestPaths pullRequest;
    private final Slot<Long> id;
    private final AccountPaths reviewer;
    private final Slot<Review.State> state;
    private final Slot<Instant> submittedAt;

    ReviewEvent(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        action = allow.stage("action", Action.class, Action.OTHER);
        repository = new RepositoryPaths(allow);
        pullRequest = new PullRequestPaths(allow);
        id = allow.id("review.id");
        reviewer = AccountPaths.of(allow, "review.user");
        state = allow.stage("review.state", Review.State.class);
        submittedAt = allow.instant("review.submitted_at");
        list = allow.build(parsers);
    }

    @Override
    public AllowList list() {
        return list;
    }

    @Override
    public Projected projected(Reading reading, IdHasher hasher) {
        Action stated = reading.require(action);
        return switch (stated) {
            case SUBMITTED -> kept(reading, hasher, stated, reading.require(state));
            case DISMISSED -> kept(reading, hasher, stated, Review.State.DISMISSED);
            case EDITED -> new Projected.Ignored(Event.spelled(stated));
            case OTHER -> new Projected.Ignored("");
        };
    }

    private Projected kept(Reading reading, IdHasher hasher, Action stated, Review.State verdict) {
        PullRequest of = pullRequest.fact(reading, hasher, repository.id(reading), null);
        Review review = new Review(
                new ReviewId(reading.require(id)),
                of.id(),
                of.repository(),
                reviewer.hash(reading, hasher),
                reviewer.isBot(reading),
                verdict,
                reading.require(submittedAt));
        Instant asOf = repository.asOf(reading, of.updatedAt(), review.submittedAt());
        return new Projected.Kept(Event.spelled(stated), repository.facts(reading, asOf, of, review), null);
    }
}
