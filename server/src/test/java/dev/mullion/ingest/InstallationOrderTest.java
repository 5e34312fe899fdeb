package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationOrderTest {

    private static final AtomicLong INSTALLATIONS = new AtomicLong(5_000_000_000L);

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final long installation = INSTALLATIONS.incrementAndGet();
    private final ConnectionId link =
            inside(() -> server.bean(Connections.class).claim(installation, Actor.OPERATOR));

    @ParameterizedTest(name = "{0}, then {1}, at {2} and {3}: {4}")
    @CsvSource({
        "suspend,   unsuspend, 10:00, 11:00, ACTIVE",
        "unsuspend, suspend,   11:00, 10:00, ACTIVE",
        "suspend,   unsuspend, 11:00, 10:00, SUSPENDED",
        "deleted,   suspend,   11:00, 10:00, DISCONNECTED",
        "deleted,   unsuspend, 11:00, 11:00, DISCONNECTED",
        "suspend,   deleted,   11:00, 11:00, DISCONNECTED",
        "suspend,   created,   11:00, 11:00, SUSPENDED",
        "suspend,   created,   11:00, 10:00, SUSPENDED",
        "suspend,   unsuspend, 11:00, 11:00, ACTIVE",
    })
    @Attack("reliability-15")
    void standsWhereGitHubSaidLastWhicheverArrivesFirst(
            String first, String second, String at, String then, Connection.State state) {
        say(first, "2026-03-03T" + at + ":00Z");
        say(second, "2026-03-03T" + then + ":00Z");

        assertThat(connection().state()).isEqualTo(state);
    }

    @Test
    @Attack("reliability-15")
    void goesByArrivalWhereTheBodyIsDatedInTheFuture() {
        say("suspend", "2126-03-03T10:00:00Z");
        assertThat(connection().state()).isEqualTo(Connection.State.SUSPENDED);
        say("unsuspend", Instant.now().plusSeconds(60).toString());

        assertThat(connection().state()).isEqualTo(Connection.State.ACTIVE);
    }

    @Test
    void goesByArrivalWhereTheBodySaysNotWhen() {
        say("suspend", "2026-03-03T10:00:00Z");
        say("unsuspend", null);

        assertThat(connection().state()).isEqualTo(Connection.State.ACTIVE);
    }

    @Test
    void recordsAChangeOnceAndARepetitionOfItNever() {
        say("suspend", "2026-03-03T10:00:00Z");
        say("suspend", "2026-03-03T10:00:00Z");
        say("suspend", "2026-03-03T12:00:00Z");
        say("unsuspend", "2026-03-03T11:00:00Z");

        assertThat(changes()).containsExactly("suspended: GitHub says suspended");
        assertThat(connection().stateAt()).isEqualTo(Instant.parse("2026-03-03T10:00:00Z"));
    }

    @Test
    void takesUpNothingThatWasEndedHere() {
        inside(() -> {
            server.bean(Connections.class).disconnect(link, Actor.OPERATOR);
            return true;
        });
        say("unsuspend", "2099-03-03T10:00:00Z");

        assertThat(connection().state()).isEqualTo(Connection.State.DISCONNECTED);
        assertThat(changes()).hasSize(1);
    }

    private void say(String action, @Nullable String updatedAt) {
        Map<String, Object> body = GitHubBodies.installation(action);
        GitHubBodies.with(body, "installation.id", installation);
        if (updatedAt == null) {
            GitHubBodies.without(body, "installation.updated_at");
        } else {
            GitHubBodies.with(body, "installation.updated_at", updatedAt);
        }
        byte[] bytes = GitHubBodies.bytes(body);
        assertThat(server.send(HttpRequest.newBuilder(server.address().resolve("/hooks/github"))
                                .header("X-GitHub-Event", "installation")
                                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                                .header("X-Hub-Signature-256", TestServer.signature(TestServer.APP_SECRET, bytes))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)))
                        .body())
                .isEqualTo("kept");
    }

    private Connection connection() {
        return inside(() -> server.bean(Connections.class).find(link).orElseThrow());
    }

    /** What the trail says of changes of the link, newest first. */
    private List<String> changes() {
        return inside(() -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 100).stream()
                .filter(entry -> entry.verb().equals("connection.changed"))
                .map(AuditEntry::detail)
                .toList());
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work);
    }
}
