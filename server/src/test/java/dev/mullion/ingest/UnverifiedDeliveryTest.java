package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnverifiedDeliveryTest {

    private final Intake intake = Intake.on(TestServer.shared());
    private final String good = TestServer.signature(intake.hook.secret(), Intake.OPENED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "empty",
                "truncated",
                "upper case",
                "with a space inside",
                "another secret",
                "SHA-1",
                "without its name",
                "one digit changed",
                "twice in one header"
            })
    @Attack("reliability-21")
    void refusesASignatureThatIs(String what) {
        var answer = intake.server.send(intake.claim(signature(what), Intake.OPENED));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().map()).containsKeys("Strict-Transport-Security", "X-Content-Type-Options");
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
        assertThat(intake.counted(Outcome.REFUSED)).isEqualTo(1);
    }

    private @Nullable String signature(String what) {
        return switch (what) {
            case "missing" -> null;
            case "empty" -> "";
            case "truncated" -> good.substring(0, good.length() - 1);
            case "upper case" -> good.toUpperCase(Locale.ROOT);
            case "with a space inside" -> good.replace("=", "= ");
            case "another secret" -> TestServer.signature("another", Intake.OPENED);
            case "SHA-1" -> "sha1=" + "0".repeat(40);
            case "without its name" -> good.substring("sha256=".length());
            case "one digit changed" -> good.substring(0, 70) + (good.charAt(70) == '0' ? '1' : '0');
            default -> good + "," + good;
        };
    }

    @Test
    @Attack("reliability-21")
    void refusesTheSameJsonWrittenDifferently() {
        byte[] spaced = new String(Intake.OPENED, StandardCharsets.UTF_8)
                .replaceFirst(":", ": ")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(intake.server.send(intake.claim(good, spaced)).statusCode()).isEqualTo(401);
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    @Test
    @Attack({"reliability-21", "reliability-23"})
    void doesNotUnpackABody() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[20_000_000]);
        }
        byte[] bomb = packed.toByteArray();

        var encoded = intake.claim(TestServer.signature(intake.hook.secret(), bomb), bomb)
                .header("Content-Encoding", "gzip");
        assertThat(intake.server.send(encoded).statusCode()).isEqualTo(415);
        var unlabelled = intake.claim(TestServer.signature(intake.hook.secret(), bomb), bomb);
        assertThat(intake.server.send(unlabelled).statusCode()).isEqualTo(422);
        assertThat(intake.rows().pullRequests()).isZero();
    }

    @Test
    @Attack("reliability-24")
    void refusesADeliveryOfOneWorkspaceAtTheEndpointOfAnother() {
        Intake other = Intake.on(intake.server);

        assertThat(intake.server.send(other.claim(good, Intake.OPENED)).statusCode())
                .isEqualTo(401);
        assertThat(other.rows()).isEqualTo(Intake.Rows.NONE);
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    /** GitHub signs with one secret, so the next one is known here before the operator tells it to GitHub. */
    @Test
    @Attack("reliability-22")
    void takesTheAppsNextSecretBesideTheOneInForce() {
        Map<String, Object> body = GitHubBodies.pullRequest("opened");
        long installation = 40_000_000L + Math.floorMod(System.nanoTime(), 1_000_000_000);
        GitHubBodies.with(body, "installation.id", installation);

        assertThat(app(body, TestServer.APP_SECRET)).isEqualTo(202);
        assertThat(app(body, TestServer.NEXT_APP_SECRET)).isEqualTo(202);
        assertThat(app(body, "neither-of-the-secrets-of-the-app")).isEqualTo(401);
    }

    @Test
    @Attack("reliability-24")
    void givesAnAppDeliveryToWhoClaimedTheInstallationAndToNobodyElse() {
        Map<String, Object> body = GitHubBodies.pullRequest("opened");
        long installation = 40_000_000L + Math.floorMod(System.nanoTime(), 1_000_000_000);
        GitHubBodies.with(body, "installation.id", installation);

        assertThat(app(body, TestServer.APP_SECRET)).isEqualTo(202);
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
        WorkspaceId workspace = intake.workspace.id();
        Intake other = Intake.on(intake.server);
        claim(workspace, installation + 1);
        GitHubBodies.with(body, "installation.id", installation + 1);
        assertThat(app(body, TestServer.APP_SECRET)).isEqualTo(200);
        assertThat(app(body, intake.hook.secret())).isEqualTo(401);

        assertThat(intake.rows().pullRequests()).isEqualTo(1);
        assertThat(other.rows()).isEqualTo(Intake.Rows.NONE);
    }

    private void claim(WorkspaceId workspace, long installation) {
        intake.server
                .bean(Workspaces.class)
                .within(workspace, () -> intake.server.bean(Connections.class).claim(installation, Actor.OPERATOR));
    }

    private int app(Map<String, Object> body, String secret) {
        byte[] bytes = GitHubBodies.bytes(body);
        return intake.server
                .send(HttpRequest.newBuilder(intake.server.address().resolve("/hooks/github"))
                        .header("X-GitHub-Event", "pull_request")
                        .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                        .header("X-Hub-Signature-256", TestServer.signature(secret, bytes))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)))
                .statusCode();
    }
}
