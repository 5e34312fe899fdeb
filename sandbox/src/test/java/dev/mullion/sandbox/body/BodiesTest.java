package dev.mullion.sandbox.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.sandbox.world.Event;
import dev.mullion.sandbox.world.Event.PullRequestStepped;
import dev.mullion.sandbox.world.Event.Tagged;
import dev.mullion.sandbox.world.StepKind;
import dev.mullion.sandbox.world.World;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BodiesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final World WORLD = World.of(42, "sample", Instant.parse("2026-11-21T21:00:00Z"), 300);
    private static final Bodies BODIES = new Bodies(WORLD.company(), OptionalLong.empty());

    @Test
    void writesTheSameBytesForTheSameEvent() {
        var again = new Bodies(WORLD.company(), OptionalLong.empty());

        for (Event event : WORLD.since(Instant.parse("2026-11-19T00:00:00Z"))) {
            assertThat(bytes(again, event)).isEqualTo(bytes(BODIES, event));
        }
    }

    @Test
    void writesBodiesOfTheSizeTheVendorSends() {
        for (Event event : WORLD.since(Instant.parse("2026-11-19T00:00:00Z"))) {
            assertThat(bytes(BODIES, event).length).isBetween(6_000, 40_000);
        }
    }

    @Test
    void tellsAMergeFromAClose() {
        JsonNode merged = body(step(StepKind.MERGED)).path("pull_request");
        JsonNode closed = body(step(StepKind.CLOSED)).path("pull_request");

        assertThat(merged.path("merged").booleanValue()).isTrue();
        assertThat(merged.path("merged_at")).isEqualTo(merged.path("closed_at"));
        assertThat(merged.path("merged_by").path("id").isNumber()).isTrue();
        assertThat(closed.path("merged").booleanValue()).isFalse();
        assertThat(closed.path("merged_at").isNull()).isTrue();
        assertThat(closed.path("closed_at").isString()).isTrue();
    }

    @Test
    void keepsTheInstantsOfAPullRequestInOrder() {
        for (Event event : WORLD.since(Instant.parse("2026-11-10T00:00:00Z"))) {
            JsonNode pullRequest = body(event).path("pull_request");
            if (pullRequest.isObject()) {
                Instant created = Instant.parse(pullRequest.path("created_at").stringValue());
                assertThat(created).isBeforeOrEqualTo(event.at());
                assertThat(pullRequest.path("updated_at").stringValue())
                        .isEqualTo(event.at().toString());
            }
        }
    }

    @Test
    void leavesTheCountsOutOfThePullRequestOfAReview() {
        JsonNode body = body(step(StepKind.CHANGES_REQUESTED));

        assertThat(body.path("review").path("state").stringValue()).isEqualTo("changes_requested");
        assertThat(body.path("pull_request").has("merged")).isFalse();
        assertThat(body.path("pull_request").has("additions")).isFalse();
        assertThat(body.path("pull_request").has("review_comments")).isFalse();
    }

    @Test
    void writesEpochSecondsInPushesAndNoHeadWhereABranchGoes() {
        JsonNode pushed = body(step(StepKind.BRANCH_CREATED));
        JsonNode deleted = body(step(StepKind.BRANCH_DELETED));

        assertThat(pushed.path("repository").path("pushed_at").isIntegralNumber())
                .isTrue();
        assertThat(pushed.path("repository").path("created_at").isIntegralNumber())
                .isTrue();
        assertThat(pushed.path("head_commit"))
                .isEqualTo(pushed.path("commits").get(pushed.path("commits").size() - 1));
        assertThat(pushed.path("after")).isEqualTo(pushed.path("head_commit").path("id"));
        assertThat(deleted.path("deleted").booleanValue()).isTrue();
        assertThat(deleted.path("commits")).isEmpty();
        assertThat(deleted.path("head_commit").isNull()).isTrue();
    }

    @Test
    void namesTheInstallationOnlyForAnApp() {
        var app = new Bodies(WORLD.company(), OptionalLong.of(12_345));
        Event event = step(StepKind.OPENED);

        assertThat(JSON.readTree(bytes(app, event))
                        .path("installation")
                        .path("id")
                        .longValue())
                .isEqualTo(12_345);
        assertThat(body(event).has("installation")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "webhook.pull_request.opened.json, OPENED",
        "webhook.pull_request.closed-merged.json, MERGED",
        "webhook.pull_request.closed-unmerged.json, CLOSED",
        "webhook.pull_request.ready_for_review.json, READY",
        "webhook.pull_request.converted_to_draft.json, DRAFTED",
        "webhook.pull_request.review_requested.json, REVIEW_REQUESTED",
        "webhook.pull_request.synchronize.json, SYNCHRONIZED",
        "webhook.pull_request_review.submitted.json, APPROVED",
        "webhook.push.new-branch.json, BRANCH_CREATED",
        "webhook.push.tag-deleted.json, ''",
    })
    void hasEveryFieldOfTheVendorsOwnExampleInTheSameType(String file, String kind) throws Exception {
        String shared = System.getenv().getOrDefault("MULLION_SHARED", "../../shared");
        Path example = Path.of(shared, "samples", "github", file);
        Assumptions.assumeTrue(Files.exists(example), "the vendor's examples are not on this machine");
        Event event = kind.isEmpty() ? find(Tagged.class::isInstance) : step(StepKind.valueOf(kind));

        Set<String> expected = shape("", JSON.readTree(Files.readAllBytes(example)));
        Set<String> written = shape("", body(event));

        expected.removeIf(path -> path.startsWith(".installation") || path.contains(".license."));
        expected.removeAll(written);
        assertThat(expected).isEmpty();
    }

    private static Set<String> shape(String path, JsonNode node) {
        var paths = new HashSet<String>();
        if (node.isObject()) {
            node.properties().forEach(each -> paths.addAll(shape(path + "." + each.getKey(), each.getValue())));
        } else if (!node.isArray() && !node.isNull()) {
            paths.add(path + " " + node.getNodeType());
        }
        return paths;
    }

    private static Event step(StepKind kind) {
        return find(event ->
                event instanceof PullRequestStepped stepped && stepped.what().kind() == kind);
    }

    private static Event find(Predicate<Event> wanted) {
        return WORLD.since(WORLD.start()).stream().filter(wanted).findFirst().orElseThrow();
    }

    private static JsonNode body(Event event) {
        return JSON.readTree(bytes(BODIES, event));
    }

    private static byte[] bytes(Bodies bodies, Event event) {
        var out = new ByteArrayOutputStream();
        bodies.write(event, out);
        return out.toByteArray();
    }
}
