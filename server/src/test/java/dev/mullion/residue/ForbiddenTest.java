package dev.mullion.residue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.github.GitHubManifest;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No manifest that is shipped serves code, bodies or messages, and one that did would be told. */
class ForbiddenTest {

    private static final Manifest GITHUB = GitHubManifest.manifest();

    @Test
    void nothingThatIsShippedDoes() {
        assertThat(Forbidden.in(TestServer.shared().bean(Manifests.class)))
                .hasSize(3)
                .allMatch(check -> check.outcome() == Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/repos/{owner}/{name}/contents/{path}",
                "/repos/{owner}/{name}/tarball",
                "/{owner}/{name}.git",
                "/repos/{owner}/{name}/issues",
                "/repos/{owner}/{name}/pulls/{number}/comments"
            })
    void anEndpointThatServesThem(String path) {
        assertThat(outcome(with(Endpoint.get(Origin.https("api.github.com"), path.replace("{name}.git", "name.git")))))
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void anotherHostAnotherFormAndOtherWordsThatDo() {
        Origin api = Origin.https("api.github.com");
        assertThat(outcome(with(Endpoint.get(Origin.https("codeload.github.com"), "/x"))))
                .isEqualTo(Outcome.FAILED);
        assertThat(outcome(with(Endpoint.get(api, "/x").accepting("application/vnd.github.diff"))))
                .isEqualTo(Outcome.FAILED);
        assertThat(outcome(with(Endpoint.graphQl(api, "/graphql", "query { viewer { bodyText } }"))))
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void aPathOfAnAnswerThatHoldsThem() {
        SortedMap<String, List<KeptPath>> projections = new TreeMap<>(GITHUB.projections());
        projections.put("issues", List.of(new KeptPath("issue.body", KeptPath.Kind.LABEL)));

        assertThat(outcome(new Manifest(
                        GITHUB.vendor(),
                        GITHUB.domain(),
                        GITHUB.consent(),
                        GITHUB.reach(),
                        GITHUB.events(),
                        projections,
                        GITHUB.freshness())))
                .isEqualTo(Outcome.FAILED);
    }

    private static Outcome outcome(Manifest manifest) {
        List<Check> checks = Forbidden.in(new Manifests(Map.of("github", manifest)));
        return checks.getFirst().outcome();
    }

    private static Manifest with(Endpoint more) {
        List<Endpoint> endpoints = new ArrayList<>(GITHUB.reach().endpoints());
        endpoints.add(more);
        return new Manifest(
                GITHUB.vendor(),
                GITHUB.domain(),
                GITHUB.consent(),
                new Manifest.Reach(
                        endpoints, GITHUB.reach().headers(), GITHUB.reach().budgets()),
                GITHUB.events(),
                GITHUB.projections(),
                GITHUB.freshness());
    }
}
