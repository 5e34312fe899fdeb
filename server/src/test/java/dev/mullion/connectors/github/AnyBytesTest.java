package dev.mullion.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Projected;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

@Attack({"reliability-23", "reliability-35"})
class AnyBytesTest {

    private static final GitHubProjection PROJECTION = new GitHubProjection();
    private static final Map<String, Map<String, Object>> BODIES = bodies();
    private static final Set<String> PATHS = paths();

    private static Map<String, Map<String, Object>> bodies() {
        Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();
        bodies.put("pull_request", GitHubBodies.pullRequest("opened"));
        bodies.put("pull_request_review", GitHubBodies.review("submitted", "approved"));
        bodies.put("push", GitHubBodies.push("refs/heads/" + GitHubBodies.BRANCH));
        bodies.put("repository", GitHubBodies.repository("renamed"));
        bodies.put("installation", GitHubBodies.installation("created"));
        bodies.put("installation_repositories", GitHubBodies.installationRepositories("removed"));
        return bodies;
    }

    private static Map<String, Object> body(String event) {
        return Objects.requireNonNull(BODIES.get(event), event);
    }

    /** Every allow-listed path and every object or array on the way to one. */
    private static Set<String> paths() {
        Set<String> paths = new TreeSet<>(Set.of("$"));
        PROJECTION
                .kept()
                .values()
                .forEach(kept -> kept.forEach(path -> {
                    for (int end = path.path().length();
                            end > 0;
                            end = path.path().lastIndexOf('.', end - 1)) {
                        String prefix = path.path().substring(0, end);
                        paths.add(prefix);
                        paths.add(prefix.replaceAll("\\[\\]$", ""));
                    }
                }));
        return paths;
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(BODIES.keySet());
    }

    @Property(tries = 3_000)
    void bytesOfAnyKindAreKeptIgnoredOrRefused(
            @ForAll @From("events") String event, @ForAll @Size(max = 200) byte[] body) {
        soundlyProjected(event, body);
    }

    @Property(tries = 3_000)
    void aCutBodyIsRefused(@ForAll @From("events") String event, @ForAll Random random) {
        byte[] whole = GitHubBodies.bytes(body(event));
        byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));

        assertThat(soundlyProjected(event, cut)).isInstanceOf(Projected.Refused.class);
    }

    @Property(tries = 6_000)
    void changedBytesNeverThrowNorQuote(@ForAll @From("events") String event, @ForAll Random random) {
        byte[] body = GitHubBodies.bytes(body(event));
        for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        }
        soundlyProjected(event, body);
    }

    @Property(tries = 3_000)
    void splicedBodiesNeverThrowNorQuote(@ForAll @From("events") String event, @ForAll Random random) {
        byte[] body = GitHubBodies.bytes(body(event));
        int from = random.nextInt(body.length);
        int to = random.nextInt(body.length);
        int length = random.nextInt(Math.min(400, body.length - Math.max(from, to)) + 1);
        System.arraycopy(body.clone(), from, body, to, length);

        soundlyProjected(event, body);
    }

    @Property(tries = 1_000)
    void theOrderOfPropertiesDoesNotMatter(@ForAll @From("events") String event, @ForAll Random random) {
        Map<String, Object> stated = body(event);

        assertThat(soundlyProjected(event, GitHubBodies.bytes(GitHubBodies.shuffled(stated, random))))
                .isInstanceOf(Projected.Kept.class)
                .isEqualTo(soundlyProjected(event, GitHubBodies.bytes(stated)));
    }

    private static Projected soundlyProjected(String event, byte[] body) {
        Projected projected = PROJECTION.project(event, body, body.length, Hashes.HASHER);
        if (projected instanceof Projected.Refused(String path, String problem)) {
            assertThat(path).isIn(PATHS);
            assertThat(problem).doesNotContain(GitHubBodies.CANARY).isNotEqualTo("JSON that the parser can read");
        }
        PROJECTION.installation(body, body.length);
        return projected;
    }
}
