package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.Mullion;
import dev.mullion.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own is killed while it reads, wherever it is, and another goes on. */
class KilledSyncTest {

    private static final int KILLS = Boolean.getBoolean("mullion.long") ? 30 : 1;
    private static final int MOST_QUESTIONS = 14;
    private static final long START_SECONDS = 240;

    private final TestServer server = ReadGitHub.server();
    private final Random random = new Random(20_261_122);

    @TempDir
    private Path folder;

    @Test
    @Attack({"reliability-16", "reliability-17", "reliability-18"})
    void anotherGoesOnAndNothingIsMissingOrTwice() throws Exception {
        ReadGitHub whole = ReadGitHub.connected();
        ReadGitHub.vendor().pageSize(2);
        SyncRun uninterrupted = whole.read();
        List<String> expected = whole.state();
        for (int kill = 0; kill < KILLS; kill++) {
            ReadGitHub link = ReadGitHub.connected();
            ReadGitHub.vendor().pageSize(2);
            killedWhileItReads(link);
            SyncRun left = link.runs().getFirst();
            leaseRunsOut(link);

            SyncRun resumed = link.read();

            assertThat(left.state()).isEqualTo(SyncRun.State.RUNNING);
            assertThat(resumed.state()).isEqualTo(SyncRun.State.COMPLETE);
            assertThat(link.state()).isEqualTo(expected);
            assertThat(left.figures().pages() + resumed.figures().pages())
                    .as("pages of both: only the one that was under way is read again, or the first of a part")
                    .isBetween(
                            uninterrupted.figures().pages(),
                            uninterrupted.figures().pages()
                                    + uninterrupted.figures().parts());
            assertThat(link.trail("connection.sync-ended"))
                    .containsExactly(
                            resumed.name() + " complete; " + resumed.receipt(),
                            left.name() + " its server stopped before the end");
        }
    }

    private void killedWhileItReads(ReadGitHub link) throws IOException, InterruptedException {
        Map<String, String> environment = server.environment();
        Path said = folder.resolve("said-" + link.installation);
        Process process = start(environment, said);
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI at = URI.create(environment.get("MULLION_PUBLIC_URL"));
            ready(client, at, process, said);
            int before = ReadGitHub.vendor().asked().size();
            int asked = before + 4 + random.nextInt(MOST_QUESTIONS);
            HttpResponse<String> begun = client.send(
                    HttpRequest.newBuilder(at.resolve("/api/v1/workspaces/" + link.workspace.slug() + "/connections/"
                                    + link.id + "/sync"))
                            .header("Authorization", "Bearer " + server.token(link.workspace, "settings:manage"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (ReadGitHub.vendor().asked().size() < asked && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(8)));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(Map<String, String> environment, Path said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mullion.class.getName(),
                        "serve"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void ready(HttpClient client, URI at, Process process, Path said)
            throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < patience) {
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            try {
                HttpResponse<Void> answer = client.send(
                        HttpRequest.newBuilder(at.resolve("/readyz")).build(), HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() == 200) {
                    return;
                }
            } catch (java.net.ConnectException _) {
                // It does not listen yet.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("not ready: " + Files.readString(said));
    }

    private void leaseRunsOut(ReadGitHub link) {
        server.asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second'"
                + " where connection_id = '" + link.id.value() + "'");
    }
}
