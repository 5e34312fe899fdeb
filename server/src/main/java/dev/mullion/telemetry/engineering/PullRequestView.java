package dev.mullion.telemetry.engineering;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.PullRequest;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as programs read it, from the API and from the command line. Null is "not yet" or "not known".
 *
 * @param authorHash the author's id under a key of this workspace; it compares with nothing elsewhere
 */
public record PullRequestView(
        String id,
        String repository,
        String repositoryName,
        int number,
        String state,
        @Nullable String authorHash,
        boolean authorIsBot,
        String association,
        Times times,
        Stages stages,
        @Nullable Boolean intoDefault,
        @Nullable Integer reviewersAsked,
        PullRequest.@Nullable Size size) {

    record Times(
            @Nullable Instant firstCommitAt,
            Instant openedAt,
            @Nullable Instant firstReadyAt,
            @Nullable Instant firstReviewAt,
            @Nullable Instant lastReviewAt,
            @Nullable Instant mergedAt,
            @Nullable Instant closedAt,
            Instant updatedAt) {}

    record Stages(
            @Nullable Long codingSeconds,
            @Nullable Long pickupSeconds,
            @Nullable Long reviewSeconds,
            @Nullable Long mergeSeconds,
            @Nullable Long cycleSeconds) {}

    public static PullRequestView of(PullRequests.Entry entry) {
        return new PullRequestView(
                entry.id().toString(),
                entry.repository().toString(),
                entry.repositoryName(),
                entry.number(),
                word(entry.state()),
                hash(entry.author()),
                entry.authorIsBot(),
                word(entry.association()),
                times(entry.times()),
                stages(entry),
                entry.intoDefault(),
                entry.reviewersAsked(),
                entry.size());
    }

    /** The form in which a constant of a vocabulary is written. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String hash(@Nullable IdHash hash) {
        return hash == null ? null : hash.value().toString();
    }

    private static Times times(PullRequests.Times times) {
        return new Times(
                times.firstCommit(),
                times.opened(),
                times.firstReady(),
                times.firstReview(),
                times.lastReview(),
                times.merged(),
                times.closed(),
                times.updated());
    }

    private static Stages stages(PullRequests.Entry entry) {
        return new Stages(
                MetricsView.seconds(entry.coding()),
                MetricsView.seconds(entry.pickup()),
                MetricsView.seconds(entry.review()),
                MetricsView.seconds(entry.merge()),
                MetricsView.seconds(entry.cycle()));
    }
}
