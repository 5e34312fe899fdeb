package dev.mullion.connectors.github;

import static dev.mullion.connectors.github.GitHubBodies.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Projected;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NeverKeptTest {

    private final GitHubProjection projection = new GitHubProjection();

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("pull_request", GitHubBodies.pullRequest("opened")),
                Arguments.of("pull_request", GitHubBodies.pullRequest("closed")),
                Arguments.of("pull_request_review", GitHubBodies.review("submitted", "approved")),
                Arguments.of("push", GitHubBodies.push("refs/heads/" + GitHubBodies.BRANCH)),
                Arguments.of("repository", GitHubBodies.repository("renamed")),
                Arguments.of("repository", GitHubBodies.repository("deleted")),
                Arguments.of("installation", GitHubBodies.installation("created")),
                Arguments.of("installation_repositories", GitHubBodies.installationRepositories("removed")));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("bodies")
    void nothingOutsideTheAllowListIsFoundInWhatIsKept(String event, Map<String, Object> body) {
        byte[] bytes = GitHubBodies.bytes(body);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains(CANARY);

        Projected kept = projection.project(event, bytes, bytes.length, Hashes.HASHER);

        assertThat(kept).isInstanceOf(Projected.Kept.class);
        assertThat(kept.toString())
                .doesNotContain(CANARY)
                .doesNotContain("invalid")
                .doesNotContain("[private]");
    }

    /** People's ids are kept as hashes alone, and hashed as the numbers that they are. */
    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("bodies")
    void noIdOfAPersonIsKeptInTheClear(String event, Map<String, Object> body) {
        byte[] bytes = GitHubBodies.bytes(body);

        String kept =
                projection.project(event, bytes, bytes.length, Hashes.HASHER).toString();

        assertThat(kept).doesNotContain("" + GitHubBodies.AUTHOR).doesNotContain("" + GitHubBodies.REVIEWER);
    }
}
