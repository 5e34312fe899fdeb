package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.connectors.github.GitHubProjection;
import dev.mullion.keys.KeyRing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to deliveries that gathered while the one before them was being written. */
@Timeout(60)
class QueuedDeliveriesTest {

    private static final Instant AT = Instant.parse("2026-03-04T10:00:00Z");

    /** A batch under way, a full queue, and one. */
    private static final int MORE_THAN_A_FULL_QUEUE = 128 + 2_048 + 1;

    private final Intake intake = Intake.on(TestServer.shared());
    private final Ingest ingest = intake.server.bean(Ingest.class);

    @Test
    void whatIsSaidOfALinkHoldsForThoseBehindItInTheSameBatch() throws Exception {
        AppLink link = AppLink.of(intake);
        List<FutureTask<Outcome>> answers = new ArrayList<>();
        try (Held _ = Held.of(intake, link.id)) {
            answers.add(queue(ignored(link)));
            answers.add(queue(delivery(link, "pull_request", link.pullRequest(1))));
            answers.add(queue(delivery(link, "installation", link.statement("suspend"))));
            answers.add(queue(delivery(link, "pull_request", link.pullRequest(2))));
            answers.add(queue(delivery(link, "installation", link.statement("unsuspend"))));
            answers.add(queue(delivery(link, "pull_request", link.pullRequest(3))));
        }

        List<Outcome> outcomes = new ArrayList<>();
        for (FutureTask<Outcome> answer : answers) {
            outcomes.add(answer.get());
        }
        assertThat(outcomes)
                .containsExactly(
                        Outcome.IGNORED, Outcome.KEPT, Outcome.KEPT, Outcome.DISCONNECTED, Outcome.KEPT, Outcome.KEPT);
        assertThat(intake.rows().pullRequests()).isEqualTo(2);
    }

    @Test
    @Attack("isolation-54")
    void aWorkspaceWhoseQueueIsFullKeepsNobodyElseWaiting() throws InterruptedException {
        Intake neighbour = Intake.on(intake.server);
        AppLink link = AppLink.of(intake);
        CountDownLatch full = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
                Held _ = Held.of(intake, link.id)) {
            for (int i = 0; i < MORE_THAN_A_FULL_QUEUE; i++) {
                senders.execute(() -> {
                    try {
                        ingest.take(intake.workspace.id(), ignored(link));
                    } catch (Ingest.Overloaded _) {
                        full.countDown();
                    }
                });
            }
            assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(neighbour
                            .deliver("pull_request", GitHubBodies.pullRequest("opened"))
                            .body())
                    .isEqualTo("kept");
            assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                            .statusCode())
                    .isEqualTo(503);
        }

        assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                        .body())
                .isEqualTo("kept");
    }

    /** Returns when the delivery waits in the queue: one that is queued later is behind it. */
    private FutureTask<Outcome> queue(Delivery delivery) {
        FutureTask<Outcome> answer = new FutureTask<>(() -> ingest.take(intake.workspace.id(), delivery));
        Thread sender = Thread.ofPlatform().daemon().start(answer);
        while (sender.getState() != Thread.State.TIMED_WAITING && sender.isAlive()) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private Delivery ignored(AppLink link) {
        return new Delivery(link.id, UUID.randomUUID(), "watch", 100, new Projected.Ignored(""), AT);
    }

    private Delivery delivery(AppLink link, String event, Map<String, Object> body) {
        byte[] bytes = GitHubBodies.bytes(body);
        var hasher =
                intake.server.bean(KeyRing.class).idHasher(intake.workspace.id().value());
        Projected projected = intake.server.bean(GitHubProjection.class).project(event, bytes, bytes.length, hasher);
        return new Delivery(link.id, UUID.randomUUID(), event, bytes.length, projected, AT);
    }
}
