package dev.mullion.connectors.github;

import static dev.mullion.connectors.github.GitHubBodies.AUTHOR;
import static dev.mullion.connectors.github.GitHubBodies.BRANCH;
import static dev.mullion.connectors.github.GitHubBodies.FORK;
import static dev.mullion.connectors.github.GitHubBodies.REPOSITORY;
import static dev.mullion.connectors.github.GitHubBodies.bytes;
import static dev.mullion.connectors.github.GitHubBodies.pullRequest;
import static dev.mullion.connectors.github.GitHubBodies.with;
import static dev.mullion.connectors.github.GitHubBodies.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Projected;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequest.Association;
import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.PullRequest.State;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullRequestEventTest {

    private static final Instant UPDATED = Instant.parse("2026-03-02T09:30:00Z");
    private static final Instant OPENED = Instant.parse("2026-03-01T08:00:00Z");

    private final GitHubProjection projection = new GitHubProjection();

    @Test
    void keepsExactlyTheTypedFactsOfAnOpenedOne() {
        assertThat(project(pullRequest("opened")))
                .isEqualTo(new Projected.Kept(
                        "opened",
                        List.of(
                                new Repository(
                                        new RepositoryId(REPOSITORY),
                                        true,
                                        false,
                                        false,
                                        "C++",
                                        4_096,
                                        12,
                                        Instant.parse("2023-11-14T22:13:20Z"),
                                        UPDATED,
                                        UPDATED),
                                new Label(Label.Kind.REPOSITORY, REPOSITORY, GitHubBodies.NAME, UPDATED),
                                new PullRequest(
                                        new PullRequestId(1_234_567_890_123L),
                                        new RepositoryId(REPOSITORY),
                                        42,
                                        State.OPEN,
                                        Hashes.user(AUTHOR),
                                        false,
                                        Association.CONTRIBUTOR,
                                        OPENED,
                                        OPENED,
                                        null,
                                        null,
                                        null,
                                        Hashes.branch(REPOSITORY, BRANCH),
                                        true,
                                        3,
                                        new Size(120, 30, 7, 2, 3, 4),
                                        UPDATED)),
                        null));
    }

    @Test
    void isReadyWhenMarkedSoAndNotBeforeWhenOpenedAsDraft() {
        assertThat(fact(pullRequest("ready_for_review")).readyAt()).isEqualTo(UPDATED);

        PullRequest draft = fact(with(pullRequest("opened"), "pull_request.draft", true));
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        assertThat(draft.readyAt()).isNull();
        assertThat(fact(pullRequest("synchronize")).readyAt()).isNull();
    }

    @ParameterizedTest(name = "merged {0}, merged_at {1}: {2}")
    @CsvSource({
        "true, 2026-03-04T00:00:00Z, MERGED, 2026-03-04T00:00:00Z",
        "true, , MERGED, 2026-03-05T00:00:00Z",
        "false, 2026-03-04T00:00:00Z, MERGED, 2026-03-04T00:00:00Z",
        "false, , CLOSED, "
    })
    void tellsMergedFromClosed(boolean merged, String mergedAt, State state, Instant kept) {
        Map<String, Object> body = pullRequest("closed");
        with(body, "pull_request.state", "closed");
        with(body, "pull_request.closed_at", "2026-03-05T00:00:00Z");
        with(body, "pull_request.merged", merged);
        with(body, "pull_request.merged_at", mergedAt);

        PullRequest fact = fact(body);

        assertThat(fact.state()).isEqualTo(state);
        assertThat(fact.mergedAt()).isEqualTo(kept);
        assertThat(fact.closedAt()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
    }

    @Test
    void bindsTheBranchToTheForkThatHasIt() {
        PullRequest ofFork = fact(with(pullRequest("opened"), "pull_request.head.repo.id", FORK));
        PullRequest ofGoneFork = fact(with(pullRequest("opened"), "pull_request.head.repo", null));

        assertThat(ofFork.branch())
                .isEqualTo(Hashes.branch(FORK, BRANCH))
                .isNotEqualTo(Hashes.branch(REPOSITORY, BRANCH));
        assertThat(ofGoneFork.branch()).isNull();
    }

    @Test
    void comparesTheBaseWithTheDefaultBranch() {
        assertThat(fact(with(pullRequest("edited"), "pull_request.base.ref", "release"))
                        .intoDefault())
                .isFalse();
        assertThat(fact(without(pullRequest("edited"), "repository.default_branch"))
                        .intoDefault())
                .isNull();
    }

    @Test
    void knowsBotsGhostsAndUnknownAssociations() {
        Map<String, Object> body = pullRequest("opened");
        with(body, "pull_request.user.type", "Bot");
        with(body, "pull_request.author_association", "SOMETHING_NEW");

        assertThat(fact(body).authorIsBot()).isTrue();
        assertThat(fact(body).association()).isEqualTo(Association.UNKNOWN);
        assertThat(fact(with(body, "pull_request.user", null)).author()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C\u043e\u0431\u043e\u043b", "a language that is much too long to be one of linguist's", " C", ""
            })
    void keepsNoLanguageThatIsNone(String language) {
        Projected.Kept kept = (Projected.Kept) project(with(pullRequest("opened"), "repository.language", language));

        assertThat(((Repository) kept.facts().getFirst()).language()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"labeled, labeled", "assigned, assigned", "auto_merge_enabled, auto_merge_enabled", "canary_new, ''"})
    void ignoresActionsThatChangeNothingKept(String action, String noted) {
        assertThat(project(pullRequest(action))).isEqualTo(new Projected.Ignored(noted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action",
                "repository.id",
                "repository.private",
                "repository.updated_at",
                "pull_request.id",
                "pull_request.number",
                "pull_request.state",
                "pull_request.created_at",
                "pull_request.updated_at",
                "pull_request.deletions"
            })
    void refusesABodyWithoutWhatItsEventPromises(String path) {
        assertThat(project(without(pullRequest("opened"), path))).isEqualTo(new Projected.Refused(path, "a value"));
        assertThat(project(with(pullRequest("opened"), path, null))).isEqualTo(new Projected.Refused(path, "a value"));
    }

    @Test
    void refusesAStateOutsideTheVocabularyWithoutQuotingIt() {
        assertThat(project(with(pullRequest("opened"), "pull_request.state", "canary")))
                .isEqualTo(new Projected.Refused("pull_request.state", "one of open, closed"));
    }

    private PullRequest fact(Map<String, Object> body) {
        return (PullRequest) ((Projected.Kept) project(body)).facts().getLast();
    }

    private Projected project(Map<String, Object> body) {
        byte[] bytes = bytes(body);
        return projection.project("pull_request", bytes, bytes.length, Hashes.HASHER);
    }
}
