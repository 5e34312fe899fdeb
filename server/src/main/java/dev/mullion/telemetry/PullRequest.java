package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as one delivery states it. Null means "this delivery does not say", never "no longer".
 *
 * @param readyAt set when this delivery itself says that the pull request is open for review: opened without draft, or
 *     marked ready
 * @param firstCommit of the list of commits that the vendor keeps of the pull request itself; deliveries have none
 * @param branch keyed hash of the head branch and the repository that has it (of a fork: the fork), to find the pushes
 *     that led to it; null when the fork is gone
 * @param intoDefault whether it goes into the repository's default branch
 * @param size null where the payload carries none (reviews do not)
 * @param updatedAt the vendor's version of this statement; an older one never moves the state back
 */
public record PullRequest(
        PullRequestId id,
        RepositoryId repository,
        int number,
        State state,
        @Nullable IdHash author,
        boolean authorIsBot,
        Association association,
        Instant openedAt,
        @Nullable Instant readyAt,
        @Nullable Instant mergedAt,
        @Nullable Instant closedAt,
        @Nullable FirstCommit firstCommit,
        @Nullable IdHash branch,
        @Nullable Boolean intoDefault,
        @Nullable Integer reviewersAsked,
        @Nullable Size size,
        Instant updatedAt)
        implements Fact {

    /**
     * Where a pull request stands. The order is the order of finality: of two statements of one instant the later
     * constant holds.
     */
    public enum State {
        DRAFT,
        OPEN,
        CLOSED,
        MERGED
    }

    /** The author's relation to the repository, GitHub's {@code author_association}. */
    public enum Association {
        OWNER,
        MEMBER,
        COLLABORATOR,
        CONTRIBUTOR,
        FIRST_TIMER,
        FIRST_TIME_CONTRIBUTOR,
        MANNEQUIN,
        NONE,
        UNKNOWN
    }

    /** When a commit was written, and when it was committed: rebasing moves the second and leaves the first. */
    public record FirstCommit(Instant authoredAt, Instant committedAt) {}

    /** Counts of one pull request; lines, files, commits, comments on the conversation and on the code. */
    public record Size(int additions, int deletions, int files, int commits, int comments, int reviewComments) {}

    /** The same, said at another instant. */
    public PullRequest saidAt(Instant at) {
        return new PullRequest(
                id,
                repository,
                number,
                state,
                author,
                authorIsBot,
                association,
                openedAt,
                readyAt,
                mergedAt,
                closedAt,
                firstCommit,
                branch,
                intoDefault,
                reviewersAsked,
                size,
                at);
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
