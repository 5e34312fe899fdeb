package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A push to a branch or tag.
 *
 * @param id keyed hash of reference, old and new tip: the same push has the same id in every delivery
 * @param branch keyed hash of the branch, equal to {@link PullRequest#branch()} of a pull request from it; null for a
 *     tag
 * @param commits how many commits the payload lists, at most GitHub's 2,048
 * @param distinctCommits those that the vendor calls distinct
 * @param committedAt the instants of the commits, oldest first, one per listed commit
 * @param at when it happened: {@code repository.pushed_at}, or the latest commit where the payload does not say
 */
public record Push(
        IdHash id,
        RepositoryId repository,
        @Nullable IdHash branch,
        boolean toDefault,
        boolean created,
        boolean deleted,
        boolean forced,
        @Nullable IdHash pusher,
        int commits,
        int distinctCommits,
        List<Instant> committedAt,
        Instant at)
        implements Fact {

    public Push {
        committedAt = committedAt.stream().sorted().toList();
    }

    @Override
    public int bytesKept() {
        return 16 + 8 + 16 + 4 + 16 + 4 + 4 + 8 + 8 * committedAt.size();
    }
}
