package dev.mullion.ingest;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** An installation of the operator's App that a workspace has claimed, and deliveries as GitHub sends them for it. */
final class AppLink {

    private static final AtomicLong INSTALLATIONS = new AtomicLong(7_000_000_000L);

    /** What GitHub says comes one minute after the other. */
    private static final Instant FIRST = Instant.parse("2026-03-03T10:00:00Z");

    final Intake intake;
    final long installation = INSTALLATIONS.incrementAndGet();
    final ConnectionId id;

    private int said;

    private AppLink(Intake intake) {
        this.intake = intake;
        this.id = inside(() -> connections().claim(installation, Actor.OPERATOR));
    }

    static AppLink of(Intake intake) {
        return new AppLink(intake);
    }

    /** An id that nobody has claimed. */
    static long unclaimed() {
        return INSTALLATIONS.incrementAndGet();
    }

    Connection connection() {
        return inside(() -> connections().find(id).orElseThrow());
    }

    /** What is answered when GitHub says this of the installation. */
    String say(String action) {
        return deliver("installation", statement(action)).body();
    }

    Map<String, Object> statement(String action) {
        Map<String, Object> body = GitHubBodies.installation(action);
        GitHubBodies.with(body, "installation.id", installation);
        return GitHubBodies.with(
                body, "installation.updated_at", FIRST.plusSeconds(60L * said++).toString());
    }

    Map<String, Object> pullRequest(long pullRequest) {
        Map<String, Object> body = GitHubBodies.pullRequest("opened");
        GitHubBodies.with(body, "installation.id", installation);
        return GitHubBodies.with(body, "pull_request.id", pullRequest);
    }

    HttpResponse<String> deliver(String event, Map<String, Object> body) {
        return deliver(intake.server, event, body);
    }

    static HttpResponse<String> deliver(TestServer server, String event, Map<String, Object> body) {
        return deliver(server, event, UUID.randomUUID(), body);
    }

    static HttpResponse<String> deliver(TestServer server, String event, UUID delivery, Map<String, Object> body) {
        byte[] bytes = GitHubBodies.bytes(body);
        return server.send(HttpRequest.newBuilder(server.address().resolve("/hooks/github"))
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", delivery.toString())
                .header("X-Hub-Signature-256", TestServer.signature(TestServer.APP_SECRET, bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    Connections connections() {
        return intake.server.bean(Connections.class);
    }

    <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return intake.server.bean(Workspaces.class).within(intake.workspace.id(), work);
    }
}
