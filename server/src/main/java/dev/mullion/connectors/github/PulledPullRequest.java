package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequest.Association;
import dev.mullion.telemetry.PullRequest.FirstCommit;
import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.PullRequest.State;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pull request with its first reviews, as GraphQL answers: the same facts as {@link PullRequestPaths} makes. */
final class PulledPullRequest {

    private enum Standing {
        OPEN,
        CLOSED,
        MERGED
    }

    /** The first time that it became, or ceased to be, open for review. */
    private enum Turn {
        READYFORREVIEWEVENT,
        CONVERTTODRAFTEVENT,
        OTHER
    }

    private static final int MOST_REVIEWS = 50;

    private final Slot<Long> id;
    private final Slot<Integer> number;
    private final Slot<Standing> state;
    private final Slot<Boolean> draft;
    private final Slot<Association> association;
    private final Slot<Instant> createdAt;
    private final Slot<Instant> updatedAt;
    private final Slot<Instant> closedAt;
    private final Slot<Instant> mergedAt;
    private final Slot<Integer> additions;
    private final Slot<Integer> deletions;
    private final Slot<Integer> files;
    private final Slot<Integer> commits;
    private final Slot<List<Reading>> firstCommits;
    private final Slot<Instant> authoredAt;
    private final Slot<Instant> committedAt;
    private final Slot<Integer> comments;
    private final Slot<Integer> asked;
    private final Slot<PrivateText> headRef;
    private final Slot<Long> headRepository;
    private final Slot<PrivateText> baseRef;
    private final AccountPaths author;
    private final Slot<List<Reading>> turns;
    private final Slot<Turn> turn;
    private final Slot<Instant> turnedAt;
    private final Slot<Integer> reviewTotal;
    private final Slot<List<Reading>> reviews;
    private final PulledReview review;

    PulledPullRequest(AllowList.Builder allow) {
        id = allow.idInText("fullDatabaseId");
        number = allow.count("number");
        state = allow.stage("state", Standing.class);
        draft = allow.flag("isDraft");
        association = allow.stage("authorAssociation", Association.class, Association.UNKNOWN);
        createdAt = allow.instant("createdAt");
        updatedAt = allow.instant("updatedAt");
        closedAt = allow.instant("closedAt");
        mergedAt = allow.instant("mergedAt");
        additions = allow.count("additions");
        deletions = allow.count("deletions");
        files = allow.count("changedFiles");
        commits = allow.count("commits.totalCount");
        AllowList.Builder commitElement = allow.element("commits.nodes");
        authoredAt = commitElement.instant("commit.authoredDate");
        committedAt = commitElement.instant("commit.committedDate");
        firstCommits = allow.eachShown("commits.nodes", 1, Excess.REFUSED, commitElement);
        comments = allow.count("comments.totalCount");
        asked = allow.count("reviewRequests.totalCount");
        headRef = allow.hashed("headRefName");
        headRepository = allow.hashedId("headRepository.databaseId");
        baseRef = allow.compared("baseRefName");
        author = AccountPaths.ofGraphQl(allow, "author");
        AllowList.Builder turnElement = allow.element("timelineItems.nodes");
        turn = turnElement.stage("__typename", Turn.class, Turn.OTHER);
        turnedAt = turnElement.instant("createdAt");
        turns = allow.each("timelineItems.nodes", 1, Excess.REFUSED, turnElement);
        reviewTotal = allow.count("reviews.totalCount");
        AllowList.Builder reviewElement = allow.element("reviews.nodes");
        review = new PulledReview(reviewElement);
        reviews = allow.each("reviews.nodes", MOST_REVIEWS, Excess.REFUSED, reviewElement);
    }

    Instant updatedAt(Reading reading) {
        return reading.require(updatedAt);
    }

    /** Whether it has more reviews than came with it, or commits of which none is shown. */
    boolean isCut(Reading reading) {
        return hasMoreReviews(reading) || (reading.require(commits) > 0 && firstCommit(reading) == null);
    }

    private boolean hasMoreReviews(Reading reading) {
        return reading.require(reviewTotal) > reading.require(reviews).size();
    }

    /** @param defaultBranch the hash of the repository's own, by {@link Branches} */
    Stream<Fact> facts(Reading reading, IdHasher hasher, RepositoryId repository, @Nullable IdHash defaultBranch) {
        PullRequest fact = fact(reading, hasher, repository, defaultBranch);
        return Stream.concat(
                Stream.of(fact),
                reading.require(reviews).stream()
                        .map(one -> review.fact(one, hasher, fact.id(), repository))
                        .flatMap(Optional::stream));
    }

    private PullRequest fact(
            Reading reading, IdHasher hasher, RepositoryId repository, @Nullable IdHash defaultBranch) {
        State stands = stands(reading);
        PrivateText base = reading.get(baseRef);
        Association stated = reading.get(association);
        return new PullRequest(
                new PullRequestId(reading.require(id)),
                repository,
                reading.require(number),
                stands,
                author.hash(reading, hasher),
                author.isBot(reading),
                stated == null ? Association.UNKNOWN : stated,
                reading.require(createdAt),
                readyAt(reading),
                stands == State.MERGED ? reading.get(mergedAt) : null,
                reading.get(closedAt),
                firstCommit(reading),
                branch(reading, hasher),
                (base == null || defaultBranch == null)
                        ? null
                        : Boolean.valueOf(
                                Branches.hash(hasher, repository.value(), base).equals(defaultBranch)),
                reading.get(asked),
                size(reading),
                updatedAt(reading));
    }

    private State stands(Reading reading) {
        return switch (reading.require(state)) {
            case OPEN -> reading.isSet(draft) ? State.DRAFT : State.OPEN;
            case CLOSED -> State.CLOSED;
            case MERGED -> State.MERGED;
        };
    }

    /**
     * Where its first turn was to become a draft, it was opened ready; where there was none, it is as it was opened.
     */
    private @Nullable Instant readyAt(Reading reading) {
        List<Reading> known = reading.require(turns);
        if (known.isEmpty()) {
            return reading.isSet(draft) ? null : reading.require(createdAt);
        }
        return switch (known.getFirst().require(turn)) {
            case READYFORREVIEWEVENT -> known.getFirst().require(turnedAt);
            case CONVERTTODRAFTEVENT -> reading.require(createdAt);
            case OTHER -> null;
        };
    }

    /** Null where there is none, and where the installation is not shown it. */
    private @Nullable FirstCommit firstCommit(Reading reading) {
        List<Reading> shown = reading.get(firstCommits);
        Reading commit = shown == null || shown.isEmpty() ? null : shown.getFirst();
        return commit == null || commit.get(authoredAt) == null
                ? null
                : new FirstCommit(commit.require(authoredAt), commit.require(committedAt));
    }

    /** Null when the fork is gone. */
    private @Nullable IdHash branch(Reading reading, IdHasher hasher) {
        PrivateText ref = reading.get(headRef);
        Long of = reading.get(headRepository);
        return (ref == null || of == null) ? null : Branches.hash(hasher, of, ref);
    }

    /** Comments on the code hang on reviews: where not all of these came, the counts stay unsaid. */
    private @Nullable Size size(Reading reading) {
        if (hasMoreReviews(reading)) {
            return null;
        }
        return new Size(
                reading.require(additions),
                reading.require(deletions),
                reading.require(files),
                reading.require(commits),
                reading.require(comments),
                reading.require(reviews).stream().mapToInt(review::comments).sum());
    }
}
