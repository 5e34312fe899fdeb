package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.PullRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code pull_request}: where one stands. Actions that change nothing of what is kept are ignored. */
final class PullRequestEvent implements Event {

    private enum Action {
        OPENED,
        EDITED,
        CLOSED,
        REOPENED,
        SYNCHRONIZE,
        READY_FOR_REVIEW,
        CONVERTED_TO_DRAFT,
        REVIEW_REQUESTED,
        REVIEW_REQUEST_REMOVED,
        ASSIGNED,
        UNASSIGNED,
        LABELED,
        UNLABELED,
        LOCKED,
        UNLOCKED,
        MILESTONED,
        DEMILESTONED,
        ENQUEUED,
        DEQUEUED,
        AUTO_MERGE_ENABLED,
        AUTO_MERGE_DISABLED,
        OTHER
    }

    private final AllowList list;
    private final Slot<Action> action;
    private final RepositoryPaths repository;
    private final PullRequestPaths pullRequest;

    PullRequestEvent(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        action = allow.stage("action", Action.class, Action.OTHER);
        repository = new RepositoryPaths(allow);
        pullRequest = new PullRequestPaths(allow);
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
            case OPENED,
                    EDITED,
                    CLOSED,
                    REOPENED,
                    SYNCHRONIZE,
                    READY_FOR_REVIEW,
                    CONVERTED_TO_DRAFT,
                    REVIEW_REQUESTED,
                    REVIEW_REQUEST_REMOVED -> kept(reading, hasher, stated);
            case ASSIGNED,
                    UNASSIGNED,
                    LABELED,
                    UNLABELED,
                    LOCKED,
                    UNLOCKED,
                    MILESTONED,
                    DEMILESTONED,
                    ENQUEUED,
                    DEQUEUED,
                    AUTO_MERGE_ENABLED,
                    AUTO_MERGE_DISABLED -> new Projected.Ignored(Event.spelled(stated));
            case OTHER -> new Projected.Ignored("");
        };
    }

    private Projected kept(Reading reading, IdHasher hasher, Action stated) {
        PullRequest fact = pullRequest.fact(reading, hasher, repository.id(reading), readyAt(reading, stated));
        Instant asOf = repository.asOf(reading, fact.updatedAt());
        return new Projected.Kept(Event.spelled(stated), repository.facts(reading, asOf, fact), null);
    }

    private @Nullable Instant readyAt(Reading reading, Action stated) {
        if (stated == Action.READY_FOR_REVIEW) {
            return pullRequest.updatedAt(reading);
        }
        boolean readyAtOnce = stated == Action.OPENED && pullRequest.state(reading) != PullRequest.State.DRAFT;
        return readyAtOnce ? pullRequest.createdAt(reading) : null;
    }
}
