package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A submitted or dismissed review. A dismissal is final: it is never undone by an older statement. */
public record Review(
        ReviewId id,
        PullRequestId pullRequest,
        RepositoryId repository,
        @Nullable IdHash reviewer,
        boolean reviewerIsBot,
        State state,
        Instant submittedAt)
        implements Fact {

    /** GitHub's review states, case-folded. The order is the order of finality. */
    public enum State {
        COMMENTED,
        APPROVED,
        CHANGES_REQUESTED,
        DISMISSED
    }

    @Override
    public int bytesKept() {
        return 8 + 8 + 8 + 16 + 1 + 4 + 8;
    }
}
