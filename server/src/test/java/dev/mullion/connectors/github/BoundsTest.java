package dev.mullion.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mullion.Attack;
import dev.mullion.connectors.Projected;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Allocation is counted, not timed. */
@Attack({"reliability-23", "reliability-35"})
class BoundsTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long FEW = 256 * 1024;

    private final GitHubProjection projection = new GitHubProjection();

    @Test
    void aSkippedTextOfTenMegabytesCostsNothing() {
        Map<String, Object> body = GitHubBodies.pullRequest("opened");
        GitHubBodies.with(body, "pull_request.body", "canary \u00e9 ".repeat(1_000_000));

        assertThat(allocatedBy(GitHubBodies.bytes(body), Projected.Kept.class)).isLessThan(FEW);
    }

    @Test
    void anOrdinaryBodyCostsAFewKilobytes() {
        assertThat(allocatedBy(GitHubBodies.bytes(GitHubBodies.pullRequest("opened")), Projected.Kept.class))
                .isLessThan(64 * 1024);
    }

    @Test
    void aTextWhereAShortOneBelongsIsNotReadWhole() {
        Map<String, Object> body = GitHubBodies.pullRequest("opened");
        GitHubBodies.with(body, "pull_request.head.ref", "b".repeat(10_000_000));

        assertThat(allocatedBy(GitHubBodies.bytes(body), Projected.Refused.class))
                .isLessThan(FEW);
    }

    @Test
    void aFloodOfNamesIsBoundedByTheTokensOfABody() {
        String names = IntStream.range(0, 600_000)
                .mapToObj(i -> "\"canary" + i + "\":1")
                .collect(Collectors.joining(",", "{\"x\":{", "}}"));

        assertThat(allocatedBy(names.getBytes(StandardCharsets.UTF_8), Projected.Refused.class))
                .isLessThan(256L * 1024 * 1024);
    }

    private long allocatedBy(byte[] body, Class<? extends Projected> expected) {
        project(body);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Projected projected = project(body);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(projected).isInstanceOf(expected);
        return allocated;
    }

    private Projected project(byte[] body) {
        return projection.project("pull_request", body, body.length, Hashes.HASHER);
    }
}
