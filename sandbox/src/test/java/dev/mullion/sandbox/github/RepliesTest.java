package dev.mullion.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import dev.mullion.sandbox.Shape;
import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.vendor.Question;
import dev.mullion.sandbox.vendor.Reply;
import dev.mullion.sandbox.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered over the API, against GitHub's own answers; of GraphQL there is none, but the question itself. */
class RepliesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T21:00:00Z");
    private static final long APP = 4_711;
    private static final World WORLD = World.of(42, "sample", NOW, 60);
    private static final KeyPair KEY = AppKeys.pair();

    private final Replies replies = new Replies(
            new GitHubVendor.Account(WORLD, APP, KEY.getPublic()),
            new Bodies(WORLD.company(), OptionalLong.empty()),
            URI.create("http://127.0.0.1:1"),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void sendsNoFieldOfAnInstallationThatGitHubHasNot() {
        JsonNode body = asked("GET", "/app/installations/12", jwt(), "");

        assertThat(Shape.of("github")
                        .with("api.app_installations.suspended.json", "0", "")
                        .with("webhook.installation.created.json", "installation", "")
                        .strange(body, Set.of("permissions")))
                .isEmpty();
        assertThat(Shape.lacking(body, List.of("permissions", "repository_selection", "suspended_at")))
                .isEmpty();
    }

    @Test
    void sendsNoFieldOfATokenThatGitHubHasNot() {
        JsonNode body = asked(
                "POST",
                "/app/installations/12/access_tokens",
                jwt(),
                "{\"permissions\":{\"metadata\":\"read\",\"pull_requests\":\"read\"}}");

        assertThat(Shape.of("github").with("api.installation.access_token.json").strange(body, Set.of()))
                .isEmpty();
        assertThat(Shape.lacking(body, List.of("token", "expires_at", "permissions.metadata")))
                .isEmpty();
    }

    @Test
    void sendsNoFieldOfARepositoryThatGitHubHasNot() {
        Shape shape = Shape.of("github")
                .with("api.installation.access_token.json", "repositories.0", "")
                .with("api.pulls.list.json", "0.base.repo", "")
                .with("webhook.pull_request.closed-merged.json", "repository", "")
                .with("webhook.repository.renamed.json", "repository", "");

        JsonNode body = asked("GET", "/installation/repositories?per_page=100", token(), "");

        assertThat(body.path("total_count").isIntegralNumber()).isTrue();
        assertThat(body.path("repositories")).isNotEmpty();
        body.path("repositories").forEach(one -> {
            assertThat(shape.strange(one, Set.of("owner.user_view_type"))).isEmpty(); // is newer than every example
            assertThat(Shape.lacking(
                            one,
                            List.of(
                                    "id",
                                    "node_id",
                                    "name",
                                    "private",
                                    "archived",
                                    "fork",
                                    "language",
                                    "size",
                                    "open_issues_count",
                                    "default_branch",
                                    "created_at",
                                    "updated_at",
                                    "pushed_at")))
                    .isEmpty();
        });
    }

    @Test
    void anAppThatTakesItselfAwayKnowsTheInstallationNoMoreAndNoneOfItsTokensIsGood() {
        String token = token();
        assertThat(reply("DELETE", "/app/installations/12", "no jwt", "").status())
                .isEqualTo(401);

        Reply ended = reply("DELETE", "/app/installations/12", jwt(), "");

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.body()).isEmpty();
        for (String method : List.of("GET", "DELETE")) {
            assertThat(reply(method, "/app/installations/12", jwt(), "").status())
                    .isEqualTo(404);
        }
        assertThat(reply("POST", "/app/installations/12/access_tokens", jwt(), "{}")
                        .status())
                .isEqualTo(404);
        assertThat(reply("GET", "/installation/repositories?per_page=100", token, "")
                        .status())
                .isEqualTo(401);
        assertThat(reply("GET", "/app/installations/13", jwt(), "").status()).isEqualTo(200);
    }

    @Test
    void whatIsInstalledAnewHasANumberOfItsOwnAndTheOldOneLeadsToIt() {
        replies.register(new Registration("made-up", "Iv23made", "made-up", "http://127.0.0.1:1/connect/github"));
        replies.willCome(new Visitor(1, 12, Visitor.Standing.ADMINISTERS_ALL));
        assertThat(replies.current(12)).isEqualTo(12);

        reply("DELETE", "/app/installations/12", jwt(), "");
        String back = reply("GET", "/apps/made-up/installations/new?state=s", "", "")
                .headers()
                .getOrDefault("Location", "");

        assertThat(replies.current(12)).isNotEqualTo(12);
        assertThat(back).contains("installation_id=" + replies.current(12) + "&");
        assertThat(replies.current(99)).as("that of somebody else").isEqualTo(99);
    }

    @Test
    void refusesInTheFormThatGitHubHas() {
        replies.feel(Mood.SECONDARY_LIMIT, 1, 0);
        Reply limited = reply("POST", "/graphql", token(), question());
        Shape shape = Shape.of("github");
        JsonNode example = shape.read("api.error.secondary-rate-limit.json");
        JsonNode said = JsonMapper.shared().readTree(limited.body());

        assertThat(limited.status()).isEqualTo(example.path("status").asInt());
        String words = JsonMapper.shared()
                .readTree(example.path("body").asString(""))
                .path("message")
                .asString("nothing");
        assertThat(said.path("message").asString("")).startsWith(words);
        // The example is cut down to its message; GitHub documents the address beside it.
        assertThat(said.propertyNames()).containsExactlyInAnyOrder("message", "documentation_url");
    }

    @Test
    void answersEachFieldOfTheQuestionAndNoOther() {
        Set<String> asked = new TreeSet<>(Arrays.asList(document()
                .replaceAll("(?s)\\(.*?\\)", " ")
                .replaceAll("\\.\\.\\.\\s*(on\\s+)?\\w+|(query|fragment \\w+ on) \\w+", " ")
                .split("\\W+")));
        asked.remove("");
        Set<String> answered = new TreeSet<>();
        names(asked("POST", "/graphql", token(), question()).path("data"), answered);

        assertThat(answered).isEqualTo(asked);
    }

    private static void names(JsonNode node, Set<String> found) {
        node.properties().forEach(each -> {
            found.add(each.getKey());
            names(each.getValue(), found);
        });
        if (node.isArray()) {
            node.forEach(each -> names(each, found));
        }
    }

    private static String question() {
        String busiest =
                "R_synthetic" + WORLD.company().repositories().getFirst().id();
        return JsonMapper.shared()
                .writeValueAsString(Map.of("query", document(), "variables", Map.of("repository", busiest)));
    }

    private static String document() {
        try (InputStream text =
                Objects.requireNonNull(RepliesTest.class.getResourceAsStream("pull-requests.graphql"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the known document cannot be read", e);
        }
    }

    private String token() {
        return asked(
                        "POST",
                        "/app/installations/12/access_tokens",
                        jwt(),
                        "{\"permissions\":{\"metadata\":\"read\",\"pull_requests\":\"read\"}}")
                .path("token")
                .asString("");
    }

    private JsonNode asked(String method, String address, String bearer, String body) {
        Reply reply = reply(method, address, bearer, body);
        assertThat(reply.status()).isIn(200, 201);
        return JsonMapper.shared().readTree(reply.body());
    }

    private Reply reply(String method, String address, String bearer, String body) {
        Headers headers = new Headers();
        headers.set("Authorization", "Bearer " + bearer);
        headers.set("User-Agent", "test");
        return replies.to(new Question(method, URI.create(address), headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String jwt() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        long now = NOW.getEpochSecond();
        String unsigned = encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + encoder.encodeToString("{\"iss\":\"%d\",\"iat\":%d,\"exp\":%d}"
                        .formatted(APP, now - 60, now + 300)
                        .getBytes(StandardCharsets.US_ASCII));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEY.getPrivate());
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + encoder.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }
}
