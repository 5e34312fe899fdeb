package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatedDeliveryTest {

    private static final Path SAMPLES = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("samples/github");

    private final Intake intake = Intake.on(TestServer.shared());

    @Test
    @Attack("reliability-21")
    void changesNothingTheSecondTime() {
        UUID id = UUID.randomUUID();
        assertThat(intake.server
                        .deliver(intake.hook, "pull_request", id, Intake.OPENED)
                        .body())
                .isEqualTo("kept");
        Intake.Rows once = intake.rows();
        String stored = intake.pullRequest();

        assertThat(intake.server
                        .deliver(intake.hook, "pull_request", id, Intake.OPENED)
                        .body())
                .isEqualTo("duplicate");
        assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(intake.pullRequest()).isEqualTo(stored);
        assertThat(intake.rows().pullRequests()).isEqualTo(once.pullRequests());
        assertThat(intake.counted(Outcome.DUPLICATE)).isEqualTo(1);
    }

    @Test
    @Attack("reliability-15")
    void keepsTheLaterStateWhicheverArrivesFirst() {
        var later = GitHubBodies.pullRequest("closed");
        GitHubBodies.with(later, "pull_request.state", "closed");
        GitHubBodies.with(later, "pull_request.merged", true);
        GitHubBodies.with(later, "pull_request.merged_at", "2026-03-05T09:30:00Z");
        GitHubBodies.with(later, "pull_request.closed_at", "2026-03-05T09:30:00Z");
        GitHubBodies.with(later, "pull_request.updated_at", "2026-03-05T09:30:00Z");

        assertThat(intake.deliver("pull_request", later).statusCode()).isEqualTo(200);
        assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(intake.pullRequest()).contains(",merged,");
    }

    @Test
    @Attack("reliability-15")
    void takesWhatIsNewerThanAStatementOfTheFuture() {
        var future = GitHubBodies.pullRequest("closed");
        GitHubBodies.with(future, "pull_request.state", "closed");
        GitHubBodies.with(future, "pull_request.closed_at", "2126-03-05T09:30:00Z");
        GitHubBodies.with(future, "pull_request.updated_at", "2126-03-05T09:30:00Z");
        var next = GitHubBodies.pullRequest("reopened");
        GitHubBodies.with(
                next, "pull_request.updated_at", Instant.now().plusSeconds(60).toString());

        assertThat(intake.deliver("pull_request", future).statusCode()).isEqualTo(200);
        assertThat(intake.pullRequest()).contains(",closed,");
        assertThat(intake.deliver("pull_request", next).statusCode()).isEqualTo(200);

        assertThat(intake.pullRequest()).contains(",open,").doesNotContain("2126-");
    }

    @Test
    void takesARedeliveryOfWhatItCouldNotRead() {
        UUID id = UUID.randomUUID();
        byte[] cut = Arrays.copyOf(Intake.OPENED, Intake.OPENED.length - 1);
        assertThat(intake.server.deliver(intake.hook, "pull_request", id, cut).statusCode())
                .isEqualTo(422);
        assertThat(intake.rows().pullRequests()).isZero();

        assertThat(intake.server
                        .deliver(intake.hook, "pull_request", id, Intake.OPENED)
                        .body())
                .isEqualTo("kept");
        assertThat(intake.rows().pullRequests()).isEqualTo(1);
    }

    @Test
    void ignoresWhatAnEndpointSaysAboutAnInstallation() {
        assertThat(intake.deliver("installation", GitHubBodies.installation("deleted"))
                        .body())
                .isEqualTo("ignored");
        assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                        .body())
                .isEqualTo("kept");
        assertThat(intake.counted(Outcome.IGNORED)).isEqualTo(1);
    }

    @Test
    void takesNothingForADisconnectedConnectionAndCountsIt() {
        intake.server.bean(Workspaces.class).within(intake.workspace.id(), () -> {
            intake.server.bean(Connections.class).disconnect(intake.hook.id(), Actor.OPERATOR);
            return true;
        });

        assertThat(intake.deliver("pull_request", GitHubBodies.pullRequest("opened"))
                        .body())
                .isEqualTo("disconnected");
        assertThat(intake.rows().pullRequests()).isZero();
        assertThat(intake.rows().repositories()).isZero();
        assertThat(intake.counted(Outcome.DISCONNECTED)).isEqualTo(1);
    }

    @Test
    void takesEveryRecordedDeliveryAndNothingTheSecondTime() throws IOException {
        assumeTrue(
                Files.isDirectory(SAMPLES),
                "recorded samples; set MULLION_SHARED to the folder that holds samples/github");
        try (var files = Files.list(SAMPLES)) {
            List<Path> recorded = files.filter(
                            file -> file.getFileName().toString().startsWith("webhook."))
                    .sorted()
                    .toList();
            assertThat(recorded).hasSizeGreaterThan(15);
            for (Path file : recorded) {
                deliverTwice(file.getFileName().toString().split("\\.", -1)[1], Files.readAllBytes(file));
            }
        }
    }

    private void deliverTwice(String event, byte[] body) {
        UUID id = UUID.randomUUID();
        var first = intake.server.deliver(intake.hook, event, id, body);
        assertThat(first.statusCode()).as(event + ": " + first.body()).isEqualTo(200);
        Intake.Rows rows = intake.rows();

        assertThat(intake.server.deliver(intake.hook, event, id, body).body()).isEqualTo("duplicate");
        assertThat(intake.rows()).isEqualTo(rows);
    }
}
