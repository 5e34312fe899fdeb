package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.github.GitHubBodies;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@Attack("reliability-23")
class HostileBodyTest {

    private final Intake intake = Intake.on(TestServer.shared());

    @Test
    void takesABodyOfTenMegabytes() {
        var body = GitHubBodies.pullRequest("opened");
        GitHubBodies.with(body, "pull_request.body", "x".repeat(10_000_000));

        assertThat(intake.deliver("pull_request", body).body()).isEqualTo("kept");
    }

    @Test
    void refusesABodyOfTwentySixMegabytes() {
        var answer = intake.server.deliver(intake.hook, "push", new byte[26 * 1024 * 1024 + 1]);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    @Test
    void doesNotReadAHundredThousandLevelsDeep() {
        var answer = deliver("{\"pull_request\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(intake.rows().pullRequests()).isZero();
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        String twice = new String(Intake.OPENED, StandardCharsets.UTF_8).replaceFirst("\\{", "{\"action\":\"closed\",");

        assertThat(deliver(twice).statusCode()).isEqualTo(422);
        assertThat(intake.rows().pullRequests()).isZero();
    }

    private HttpResponse<String> deliver(String body) {
        return intake.server.deliver(intake.hook, "pull_request", body.getBytes(StandardCharsets.UTF_8));
    }
}
