package dev.mullion.connectors.github;

import static dev.mullion.connectors.github.GitHubBodies.REPOSITORY;
import static dev.mullion.connectors.github.GitHubBodies.REVIEWER;
import static dev.mullion.connectors.github.GitHubBodies.bytes;
import static dev.mullion.connectors.github.GitHubBodies.review;
import static dev.mullion.connectors.github.GitHubBodies.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Projected;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.Review;
import dev.mullion.telemetry.ReviewId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewEventTest {

    private static final Instant SUBMITTED = Instant.parse("2026-03-02T10:30:00Z");

    private final GitHubProjection projection = new GitHubProjection();

    @Test
    void keepsTheReviewAndWhereThePullRequestStands() {
        Projected.Kept kept = (Projected.Kept) project(review("submitted", "approved"));

        assertThat(kept.facts()).hasSize(4);
        assertThat(kept.facts().get(3))
                .isEqualTo(new Review(
                        new ReviewId(88_001),
                        new PullRequestId(1_234_567_890_123L),
                        new RepositoryId(REPOSITORY),
                        Hashes.user(REVIEWER),
                        false,
                        Review.State.APPROVED,
                        SUBMITTED));
        PullRequest pullRequest = (PullRequest) kept.facts().get(2);
        assertThat(pullRequest.state()).isEqualTo(PullRequest.State.OPEN);
        assertThat(pullRequest.size()).isNull();
        assertThat(((Repository) kept.facts().getFirst()).asOf()).isEqualTo(SUBMITTED);
    }

    @Test
    void readsAMergedPullRequestFromItsInstantAlone() {
        Map<String, Object> body = review("submitted", "commented");
        with(body, "pull_request.state", "closed");
        with(body, "pull_request.closed_at", "2026-03-02T10:00:00Z");
        with(body, "pull_request.merged_at", "2026-03-02T10:00:00Z");

        PullRequest pullRequest =
                (PullRequest) ((Projected.Kept) project(body)).facts().get(2);

        assertThat(pullRequest.state()).isEqualTo(PullRequest.State.MERGED);
    }

    @ParameterizedTest
    @CsvSource({
        "submitted, APPROVED, APPROVED",
        "submitted, changes_requested, CHANGES_REQUESTED",
        "submitted, Commented, COMMENTED",
        "dismissed, dismissed, DISMISSED",
        "dismissed, approved, DISMISSED"
    })
    void foldsTheStateToOneCase(String action, String stated, Review.State kept) {
        Projected.Kept projected = (Projected.Kept) project(review(action, stated));

        assertThat(((Review) projected.facts().getLast()).state()).isEqualTo(kept);
    }

    @Test
    void ignoresEditsAndRefusesAnUnknownVerdict() {
        assertThat(project(review("edited", "approved"))).isEqualTo(new Projected.Ignored("edited"));
        assertThat(project(review("submitted", "canary")))
                .isEqualTo(new Projected.Refused(
                        "review.state", "one of commented, approved, changes_requested, dismissed"));
    }

    private Projected project(Map<String, Object> body) {
        byte[] bytes = bytes(body);
        return projection.project("pull_request_review", bytes, bytes.length, Hashes.HASHER);
    }
}
