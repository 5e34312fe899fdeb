package dev.mullion.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.egress.Endpoint.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitHubManifestTest {

    private final Manifest manifest = GitHubManifest.manifest();

    @Test
    void asksForNothingButReadingAndSaysWhy() {
        assertThat(manifest.asks()).allSatisfy(scope -> {
            assertThat(scope.level()).isEqualTo("read");
            assertThat(scope.why()).isNotBlank();
        });
        assertThat(manifest.neverAsks()).isNotEmpty();
    }

    @Test
    void writesNothingAtGitHubButRequestsForTokensAndTheEndOfItsOwnWayIn() {
        assertThat(manifest.reach().endpoints())
                .filteredOn(endpoint ->
                        endpoint.method() != Method.GET && endpoint.documents().isEmpty())
                .containsExactly(
                        GitHubManifest.MINT,
                        GitHubManifest.EXCHANGE,
                        GitHubManifest.CONVERSION,
                        GitHubManifest.END_OF_PERSON,
                        GitHubManifest.END_OF_TOKEN,
                        GitHubManifest.END_OF_INSTALLATION);
        assertThat(GitHubManifest.PULL_REQUESTS).startsWith("query ").doesNotContain("mutation");
    }

    @Test
    void asksGraphQlForNoTextThatIsNeverKept() {
        assertThat(GitHubManifest.PULL_REQUESTS.split("\\W+"))
                .doesNotContain(
                        "title",
                        "body",
                        "bodyText",
                        "login",
                        "email",
                        "name ",
                        "url",
                        "avatarUrl",
                        "message",
                        "patch",
                        "oid",
                        "committer",
                        "defaultBranchRef");
    }

    @Test
    void namesEveryPathOfEveryAnswerThatIsRead() {
        assertThat(manifest.projections())
                .containsKeys(GitHubManifest.MINT.toString(), GitHubManifest.GRAPHQL + " PullRequests");
        assertThat(manifest.projections().get(GitHubManifest.MINT.toString()))
                .contains(new KeptPath("token", KeptPath.Kind.SECRET));
    }

    @Test
    void findsWhateverOfAGrantGoesBeyondIt() {
        assertThat(manifest.broader(Map.of("metadata", "read", "pull_requests", "read", "contents", "read")))
                .isEmpty();
        assertThat(manifest.broader(Map.of("metadata", "read", "pull_requests", "write", "secrets", "read")))
                .containsExactly("pull_requests:write", "secrets:read");
        assertThat(manifest.missing(Map.of("metadata", "read"))).containsExactly("pull_requests:read");
    }
}
