package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequest.Association;
import dev.mullion.telemetry.PullRequest.State;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The {@code pull_request} object, whole in pull request events and without sizes in reviews. */
final class PullRequestPaths {

    private enum Openness {
        OPEN,
        CLOSED
    }

    private final Slot<Long> id;
    private final Slot<Integer> number;
    private final Slot<Openness> state;
    private final Slot<Boolean> draft;
    private final Slot<Boolean> merged;
    private final Slot<Instant> createdAt;
    private final Slot<Instant> updatedAt;
    private final Slot<Instant> closedAt;
    private final Slot<Instant> mergedAt;
    private final AccountPaths author;
    private final Slot<Association> association;
    private final Slot<PrivateText> headRef;
    private final Slot<Long> headRepository;
    private final Slot<PrivateText> baseRef;
    private final Slot<PrivateText> defaultBranch;
    private final Slot<Integer> people;
    private final Slot<Integer> teams;
    private final SizePaths size;

    PullRequestPaths(AllowList.Builder allow) {
        id = allow.id("pull_request.id");
        number = allow.count("pull_request.number");
        state = allow.stage("pull_request.state", Openness.class);
        draft = allow.flag("pull_request.draft");
        merged = allow.flag("pull_request.merged");
        createdAt = allow.instant("pull_request.created_at");
        updatedAt = allow.instant("pull_request.updated_at");
        closedAt = allow.instant("pull_request.closed_at");
        mergedAt = allow.instant("pull_request.merged_at");
        author = AccountPaths.of(allow, "pull_request.user");
        association = allow.stage("pull_request.author_association", Association.class, Association.UNKNOWN);
        headRef = allow.hashed("pull_request.head.ref");
        headRepository = allow.hashedId("pull_request.head.repo.id");
        baseRef = allow.compared("pull_request.base.ref");
        defaultBranch = RepositoryPaths.defaultBranch(allow);
        people = allow.elements("pull_request.requested_reviewers");
        teams = allow.elements("pull_request.requested_teams");
        size = new SizePaths(allow);
    }

    PullRequestId id(Reading reading) {
        return new PullRequestId(reading.require(id));
    }

    Instant createdAt(Reading reading) {
        return reading.require(createdAt);
    }

    Instant updatedAt(Reading reading) {
        return reading.require(updatedAt);
    }

    State state(Reading reading) {
        return switch (reading.require(state)) {
            case OPEN -> reading.isSet(draft) ? State.DRAFT : State.OPEN;
            case CLOSED -> isMerged(reading) ? State.MERGED : State.CLOSED;
        };
    }

    PullRequest fact(Reading reading, IdHasher hasher, RepositoryId repository, @Nullable Instant readyAt) {
        return new PullRequest(
                id(reading),
                repository,
                reading.require(number),
                state(reading),
                author.hash(reading, hasher),
                author.isBot(reading),
                association(reading),
                createdAt(reading),
                readyAt,
                state(reading) == State.MERGED ? mergedAt(reading) : null,
                reading.get(closedAt),
                null,
                branch(reading, hasher),
                intoDefault(reading),
                reviewersAsked(reading),
                size.read(reading),
                updatedAt(reading));
    }

    /** Reviews have no {@code merged}; there the instant alone says it. */
    private boolean isMerged(Reading reading) {
        return reading.isSet(merged) || reading.get(mergedAt) != null;
    }

    private @Nullable Instant mergedAt(Reading reading) {
        Instant stated = reading.get(mergedAt);
        return stated != null ? stated : reading.get(closedAt);
    }

    private Association association(Reading reading) {
        Association stated = reading.get(association);
        return stated == null ? Association.UNKNOWN : stated;
    }

    /** Null when the fork is gone. */
    private @Nullable IdHash branch(Reading reading, IdHasher hasher) {
        PrivateText ref = reading.get(headRef);
        Long repository = reading.get(headRepository);
        if (ref == null || repository == null) {
            return null;
        }
        return Branches.hash(hasher, repository, ref);
    }

    private @Nullable Boolean intoDefault(Reading reading) {
        PrivateText base = reading.get(baseRef);
        PrivateText standard = reading.get(defaultBranch);
        if (base == null || standard == null) {
            return null;
        }
        return base.sameAs(standard);
    }

    private @Nullable Integer reviewersAsked(Reading reading) {
        Integer asked = reading.get(people);
        Integer teamsAsked = reading.get(teams);
        if (asked == null) {
            return teamsAsked;
        }
        return teamsAsked == null ? asked : Integer.valueOf(asked + teamsAsked);
    }
}
