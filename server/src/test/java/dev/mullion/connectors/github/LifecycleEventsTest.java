package dev.mullion.connectors.github;

import static dev.mullion.connectors.github.GitHubBodies.REPOSITORY;
import static dev.mullion.connectors.github.GitHubBodies.bytes;
import static dev.mullion.connectors.github.GitHubBodies.installation;
import static dev.mullion.connectors.github.GitHubBodies.installationRepositories;
import static dev.mullion.connectors.github.GitHubBodies.pullRequest;
import static dev.mullion.connectors.github.GitHubBodies.repository;
import static dev.mullion.connectors.github.GitHubBodies.with;
import static dev.mullion.connectors.github.GitHubBodies.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.Projected.Lifecycle;
import dev.mullion.connectors.Projected.LinkStatement;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.RepositoryRemoved;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleEventsTest {

    private static final Instant UPDATED = Instant.parse("2026-03-02T23:00:00Z");

    private final GitHubProjection projection = new GitHubProjection();

    @Test
    void aNewInstallationListsItsRepositories() {
        assertThat(project("installation", installation("created")))
                .isEqualTo(new Projected.Kept(
                        "created",
                        List.of(
                                listed(700_001, false),
                                new Label(Label.Kind.REPOSITORY, 700_001, "one", UPDATED),
                                listed(700_002, true),
                                new Label(Label.Kind.REPOSITORY, 700_002, "two", UPDATED)),
                        new LinkStatement(Lifecycle.CREATED, UPDATED)));
    }

    @ParameterizedTest
    @CsvSource({
        "deleted, REMOVED",
        "suspend, SUSPENDED",
        "unsuspend, UNSUSPENDED",
        "new_permissions_accepted, PERMISSIONS_ACCEPTED"
    })
    void tellsWhatHappensToTheLink(String action, Lifecycle lifecycle) {
        assertThat(project("installation", installation(action)))
                .isEqualTo(new Projected.Kept(action, List.of(), new LinkStatement(lifecycle, UPDATED)));
    }

    @Test
    void saysNotWhenWhereTheBodyDoesNot() {
        assertThat(project("installation", without(installation("suspend"), "installation.updated_at")))
                .isEqualTo(new Projected.Kept("suspend", List.of(), new LinkStatement(Lifecycle.SUSPENDED, null)));
    }

    @Test
    void repositoriesComeIntoScopeAndLeaveIt() {
        assertThat(project("installation_repositories", installationRepositories("added")))
                .isEqualTo(new Projected.Kept(
                        "added",
                        List.of(listed(700_003, true), new Label(Label.Kind.REPOSITORY, 700_003, "three", UPDATED)),
                        null));
        assertThat(project("installation_repositories", installationRepositories("removed")))
                .isEqualTo(new Projected.Kept(
                        "removed", List.of(new RepositoryRemoved(new RepositoryId(700_004), UPDATED)), null));
    }

    @Test
    void skipsTheTailOfALongListButNeverARemoval() {
        Object entry = Map.of("id", 1, "name", "n", "private", false);
        List<Object> tooMany = Collections.nCopies(ListedRepositories.MOST + 1, entry);

        Projected.Kept created =
                (Projected.Kept) project("installation", with(installation("created"), "repositories", tooMany));

        assertThat(created.facts()).hasSize(2 * ListedRepositories.MOST);
        assertThat(project(
                        "installation_repositories",
                        with(installationRepositories("removed"), "repositories_removed", tooMany)))
                .isEqualTo(new Projected.Refused("repositories_removed[]", "at most 10000 elements"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created",
                "edited",
                "renamed",
                "transferred",
                "archived",
                "unarchived",
                "privatized",
                "publicized"
            })
    void keepsWhatARepositoryIsByNow(String action) {
        Projected.Kept kept = (Projected.Kept) project("repository", repository(action));

        assertThat(kept.action()).isEqualTo(action);
        assertThat(kept.facts()).hasSize(2).first().isInstanceOf(Repository.class);
        assertThat(kept.facts()).last().isInstanceOf(Label.class);
    }

    @Test
    void ofADeletedRepositoryOnlyItsGoingIsKept() {
        assertThat(project("repository", repository("deleted")))
                .isEqualTo(new Projected.Kept(
                        "deleted",
                        List.of(new RepositoryRemoved(
                                new RepositoryId(REPOSITORY), Instant.parse("2026-03-02T09:30:00Z"))),
                        null));
    }

    @Test
    void boundsAndCleansALabelAndMakesNoneOfNothing() {
        Map<String, Object> body = with(repository("renamed"), "repository.name", "a\u202e" + "b".repeat(500));
        Projected.Kept kept = (Projected.Kept) project("repository", body);
        assertThat(((Label) kept.facts().getLast()).text()).isEqualTo("a" + "b".repeat(118));

        assertThat(((Projected.Kept) project("repository", with(body, "repository.name", "\u202e "))).facts())
                .hasSize(1);
    }

    @Test
    void ignoresTheRest() {
        byte[] notJson = "canary".getBytes(StandardCharsets.UTF_8);

        assertThat(project("meta", Map.of("action", "deleted"))).isEqualTo(new Projected.Ignored("deleted"));
        assertThat(project("github_app_authorization", Map.of("action", "revoked")))
                .isEqualTo(new Projected.Ignored("revoked"));
        assertThat(projection.project("ping", notJson, notJson.length, Hashes.HASHER))
                .isEqualTo(new Projected.Ignored(""));
        assertThat(projection.project("star", notJson, notJson.length, Hashes.HASHER))
                .isEqualTo(new Projected.Ignored(""));
    }

    @Test
    void findsTheInstallationOfABody() {
        assertThat(installationOf(bytes(pullRequest("opened")))).hasValue(31_337);
        assertThat(installationOf(bytes(without(pullRequest("opened"), "installation"))))
                .isEmpty();
        assertThat(installationOf("{\"installation\":{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(installationOf("{\"installation\":{\"id\":1,\"id\":2}}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void statesEveryPathThatItReads() {
        assertThat(projection.kept().keySet())
                .containsExactly(
                        "*",
                        "github_app_authorization",
                        "installation",
                        "installation_repositories",
                        "meta",
                        "pull_request",
                        "pull_request_review",
                        "push",
                        "repository");
        assertThat(projection.kept().get("push"))
                .contains(
                        new KeptPath("ref", KeptPath.Kind.ID_HASH),
                        new KeptPath("commits[].timestamp", KeptPath.Kind.INSTANT),
                        new KeptPath("repository.name", KeptPath.Kind.LABEL),
                        new KeptPath("repository.default_branch", KeptPath.Kind.FLAG));
    }

    private static Repository listed(long id, boolean isPrivate) {
        return new Repository(new RepositoryId(id), isPrivate, null, null, null, null, null, null, null, UPDATED);
    }

    private OptionalLong installationOf(byte[] body) {
        return projection.installation(body, body.length);
    }

    private Projected project(String event, Map<String, Object> body) {
        byte[] bytes = bytes(body);
        return projection.project(event, bytes, bytes.length, Hashes.HASHER);
    }
}
