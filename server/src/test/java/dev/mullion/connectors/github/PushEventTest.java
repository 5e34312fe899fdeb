package dev.mullion.connectors.github;

import static dev.mullion.connectors.github.GitHubBodies.AUTHOR;
import static dev.mullion.connectors.github.GitHubBodies.BRANCH;
import static dev.mullion.connectors.github.GitHubBodies.CANARY;
import static dev.mullion.connectors.github.GitHubBodies.DEFAULT_BRANCH;
import static dev.mullion.connectors.github.GitHubBodies.FORK;
import static dev.mullion.connectors.github.GitHubBodies.REPOSITORY;
import static dev.mullion.connectors.github.GitHubBodies.bytes;
import static dev.mullion.connectors.github.GitHubBodies.pullRequest;
import static dev.mullion.connectors.github.GitHubBodies.push;
import static dev.mullion.connectors.github.GitHubBodies.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Projected;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.Push;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushEventTest {

    private static final Instant PUSHED = Instant.ofEpochSecond(1_772_443_800);
    private static final String REF = "refs/heads/" + BRANCH;
    private static final String BEFORE = CANARY + "0000000000000000000000000000000001";
    private static final String AFTER = CANARY + "0000000000000000000000000000000002";

    private final GitHubProjection projection = new GitHubProjection();

    @Test
    void keepsInstantsCountsAndHashesOfAPush() {
        Projected.Kept kept = (Projected.Kept) project("push", push(REF));

        assertThat(kept.facts().getLast())
                .isEqualTo(new Push(
                        Hashes.bound("github.push", REPOSITORY, REF, BEFORE, AFTER),
                        new RepositoryId(REPOSITORY),
                        Hashes.branch(REPOSITORY, BRANCH),
                        false,
                        false,
                        false,
                        true,
                        Hashes.user(AUTHOR),
                        3,
                        2,
                        List.of(
                                Instant.parse("2026-02-28T12:00:00Z"),
                                Instant.parse("2026-03-02T04:00:00Z"),
                                Instant.parse("2026-03-02T08:29:00Z")),
                        PUSHED));
        Repository repository = (Repository) kept.facts().getFirst();
        assertThat(repository.createdAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(repository.asOf()).isEqualTo(PUSHED);
    }

    @Test
    void hashesABranchAsThePullRequestFromItDoes() {
        Push push = fact(push(REF));
        PullRequest pullRequest = (PullRequest) ((Projected.Kept) project("pull_request", pullRequest("opened")))
                .facts()
                .getLast();

        assertThat(push.branch()).isNotNull().isEqualTo(pullRequest.branch());
        assertThat(fact(with(push(REF), "repository.id", FORK)).branch()).isNotEqualTo(push.branch());
    }

    @Test
    void knowsTheDefaultBranchAndThatATagIsNone() {
        assertThat(fact(push("refs/heads/" + DEFAULT_BRANCH)).toDefault()).isTrue();
        Push tag = fact(push("refs/tags/" + DEFAULT_BRANCH));
        assertThat(tag.toDefault()).isFalse();
        assertThat(tag.branch()).isNull();
    }

    @Test
    void anotherTipOrRepositoryIsAnotherPush() {
        assertThat(List.of(
                        fact(push(REF)).id(),
                        fact(push(REF + "x")).id(),
                        fact(with(push(REF), "after", BEFORE)).id(),
                        fact(with(push(REF), "repository.id", FORK)).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void happenedAtItsLatestCommitWhenTheRepositoryDoesNotSay() {
        Map<String, Object> unsaid = with(push(REF), "repository.pushed_at", null);

        assertThat(fact(unsaid).at()).isEqualTo(Instant.parse("2026-03-02T08:29:00Z"));
        assertThat(project("push", with(unsaid, "commits", List.of())))
                .isEqualTo(new Projected.Refused("repository.pushed_at", "a value"));
    }

    @Test
    void takesADeletedBranchWithoutCommits() {
        Map<String, Object> body = with(with(push(REF), "deleted", true), "commits", List.of());

        Push push = fact(with(body, "head_commit", null));

        assertThat(push.deleted()).isTrue();
        assertThat(push.commits()).isZero();
        assertThat(push.committedAt()).isEmpty();
    }

    @Test
    void refusesMoreCommitsThanGitHubLists() {
        Object commit = GitHubObjects.commit("2026-03-02T09:29:00Z", true);
        Map<String, Object> most = with(push(REF), "commits", Collections.nCopies(PushEvent.MOST_COMMITS, commit));
        Map<String, Object> more = with(push(REF), "commits", Collections.nCopies(PushEvent.MOST_COMMITS + 1, commit));

        assertThat(fact(most).commits()).isEqualTo(2_048);
        assertThat(project("push", more)).isEqualTo(new Projected.Refused("commits[]", "at most 2048 elements"));
    }

    @Test
    void namesTheElementsPathWhenACommitIsMalformed() {
        assertThat(project("push", with(push(REF), "commits", List.of(Map.of("timestamp", "canary")))))
                .isInstanceOfSatisfying(
                        Projected.Refused.class,
                        refused -> assertThat(refused.path()).isEqualTo("commits[].timestamp"));
        assertThat(project("push", with(push(REF), "commits", List.of(Map.of("distinct", true)))))
                .isEqualTo(new Projected.Refused("commits[].timestamp", "a value"));
        assertThat(project("push", with(push(REF), "commits", List.of("canary"))))
                .isEqualTo(new Projected.Refused("commits[]", "an object"));
    }

    private Push fact(Map<String, Object> body) {
        return (Push) ((Projected.Kept) project("push", body)).facts().getLast();
    }

    private Projected project(String event, Map<String, Object> body) {
        byte[] bytes = bytes(body);
        return projection.project(event, bytes, bytes.length, Hashes.HASHER);
    }
}
