package dev.mullion.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.Projected.Lifecycle;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequest.State;
import dev.mullion.telemetry.Push;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryRemoved;
import dev.mullion.telemetry.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads recorded bodies where they lie, outside the project; skipped where they are not. */
class SamplesTest {

    private static final Path FOLDER = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("samples/github");

    private final GitHubProjection projection = new GitHubProjection();

    @BeforeEach
    void samplesAreThere() {
        assumeThat(FOLDER)
                .as("recorded samples; set MULLION_SHARED to the folder that holds samples/github")
                .isDirectory();
    }

    @Test
    void noneIsRefusedAndNoTextOfOneIsKept() throws IOException {
        List<Path> samples;
        try (Stream<Path> files = Files.list(FOLDER)) {
            samples = files.filter(file -> file.getFileName().toString().startsWith("webhook."))
                    .sorted()
                    .toList();
        }
        assertThat(samples).hasSizeGreaterThanOrEqualTo(19);
        for (Path sample : samples) {
            Projected projected = project(sample.getFileName().toString());
            assertThat(projected).as("%s", sample).isNotInstanceOf(Projected.Refused.class);
            assertKeepsNoText(sample, projected);
        }
    }

    @Test
    void pullRequestsMoveThroughTheirStates() throws IOException {
        assertThat(pullRequest("opened").state()).isEqualTo(State.OPEN);
        assertThat(pullRequest("opened").readyAt()).isEqualTo(Instant.parse("2019-05-15T15:20:33Z"));
        assertThat(pullRequest("opened").reviewersAsked()).isEqualTo(1);
        assertThat(pullRequest("opened").intoDefault()).isTrue();
        assertThat(pullRequest("converted_to_draft").state()).isEqualTo(State.DRAFT);
        assertThat(pullRequest("ready_for_review").readyAt()).isEqualTo(Instant.parse("2019-05-15T15:21:18Z"));
        assertThat(pullRequest("review_requested").state()).isEqualTo(State.OPEN);
        assertThat(pullRequest("synchronize").number()).isEqualTo(2);
        assertThat(pullRequest("closed-unmerged").state()).isEqualTo(State.CLOSED);
        assertThat(pullRequest("closed-unmerged").mergedAt()).isNull();

        PullRequest merged = pullRequest("closed-merged");
        assertThat(merged.state()).isEqualTo(State.MERGED);
        assertThat(merged.mergedAt()).isEqualTo(Instant.parse("2023-12-05T18:34:19Z"));
        assertThat(merged.size()).isEqualTo(new PullRequest.Size(1, 0, 1, 1, 0, 0));
    }

    @Test
    void reviewsComeWithTheirPullRequest() throws IOException {
        List<Fact> facts = facts("webhook.pull_request_review.submitted.json");

        assertThat(((Review) facts.getLast()).state()).isEqualTo(Review.State.COMMENTED);
        assertThat(((Review) facts.getLast()).submittedAt()).isEqualTo(Instant.parse("2019-05-15T15:20:38Z"));
        assertThat(((PullRequest) facts.get(2)).size()).isNull();
    }

    @Test
    void pushesHaveBothKindsOfTimes() throws IOException {
        List<Fact> facts = facts("webhook.push.new-branch.json");
        Push branch = (Push) facts.getLast();
        Push tag = (Push) facts("webhook.push.tag-deleted.json").getLast();

        assertThat(((Repository) facts.getFirst()).createdAt()).isEqualTo(Instant.ofEpochSecond(1_557_933_565));
        assertThat(branch.toDefault()).isTrue();
        assertThat(branch.created()).isTrue();
        assertThat(branch.commits()).isEqualTo(1);
        assertThat(branch.distinctCommits()).isEqualTo(1);
        assertThat(branch.at()).isEqualTo(Instant.ofEpochSecond(1_557_933_657));
        assertThat(tag.branch()).isNull();
        assertThat(tag.deleted()).isTrue();
    }

    @Test
    void installationsAndRepositories() throws IOException {
        assertThat(lifecycle("created")).isEqualTo(Lifecycle.CREATED);
        assertThat(lifecycle("deleted")).isEqualTo(Lifecycle.REMOVED);
        assertThat(lifecycle("suspend")).isEqualTo(Lifecycle.SUSPENDED);
        assertThat(lifecycle("new_permissions_accepted")).isEqualTo(Lifecycle.PERMISSIONS_ACCEPTED);
        assertThat(((Label) facts("webhook.installation_repositories.added.json")
                                .getLast())
                        .text())
                .isEqualTo("Space");
        assertThat(((RepositoryRemoved) facts("webhook.installation_repositories.removed.json")
                                .getFirst())
                        .id()
                        .value())
                .isEqualTo(1_296_269);
        assertThat(((Repository) facts("webhook.repository.privatized.json").getFirst()).isPrivate())
                .isTrue();
        byte[] body = Files.readAllBytes(FOLDER.resolve("webhook.installation.suspend.json"));
        assertThat(projection.installation(body, body.length)).hasValue(16_598_467);
    }

    @Test
    void everyNameOfTheSamplesIsKnownToTheParser() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("webhook."))
                    .toList()) {
                collectNames(new JsonMapper().readTree(Files.readAllBytes(file)), names);
            }
        }
        names.removeAll(FieldNames.all());

        assertThat(names).isEmpty();
    }

    private static void collectNames(JsonNode node, Set<String> names) {
        node.propertyNames().forEach(names::add);
        node.forEach(child -> collectNames(child, names));
    }

    /** A text of up to three letters is in everything; labels, languages and words of a vocabulary may be there. */
    private static void assertKeepsNoText(Path sample, Projected projected) throws IOException {
        JsonNode body = new JsonMapper().readTree(Files.readAllBytes(sample));
        String kept = projected.toString();
        Set<String> texts = new TreeSet<>();
        collectTexts(body, texts);
        texts.removeIf(text -> text.length() <= 3 || isInstant(text) || isWordOf(kept, text));
        texts.removeAll(labelsAndLanguages(body));
        for (String text : texts) {
            Pattern word = Pattern.compile("(?<![A-Za-z])" + Pattern.quote(text) + "(?![A-Za-z])");
            assertThat(kept).as("%s", sample).doesNotContainPattern(word);
        }
    }

    private static Set<String> labelsAndLanguages(JsonNode body) {
        Set<String> allowed = new TreeSet<>();
        allowed.add(body.at("/repository/name").asString(""));
        allowed.add(body.at("/repository/language").asString(""));
        body.at("/repositories")
                .forEach(listed -> allowed.add(listed.at("/name").asString("")));
        body.at("/repositories_added")
                .forEach(listed -> allowed.add(listed.at("/name").asString("")));
        return allowed;
    }

    private static void collectTexts(JsonNode node, Set<String> texts) {
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        if (node.isObject() || node.isArray()) {
            node.forEach(child -> collectTexts(child, texts));
        }
    }

    private static boolean isWordOf(String kept, String text) {
        return kept.contains("=" + text.toUpperCase(Locale.ROOT) + ",")
                || kept.contains("[action=" + text + ",")
                || kept.contains("[action=" + text + "]");
    }

    private static boolean isInstant(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\dT.*");
    }

    private PullRequest pullRequest(String name) throws IOException {
        return (PullRequest) facts("webhook.pull_request." + name + ".json").getLast();
    }

    private Lifecycle lifecycle(String action) throws IOException {
        return Objects.requireNonNull(
                        ((Projected.Kept) project("webhook.installation." + action + ".json")).lifecycle())
                .change();
    }

    private List<Fact> facts(String name) throws IOException {
        return ((Projected.Kept) project(name)).facts();
    }

    private Projected project(String name) throws IOException {
        byte[] body = Files.readAllBytes(FOLDER.resolve(name));
        return projection.project(name.split("\\.", -1)[1], body, body.length, Hashes.HASHER);
    }
}
