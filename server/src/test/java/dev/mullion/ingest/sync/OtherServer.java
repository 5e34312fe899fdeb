package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Mullion;
import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.tenancy.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A second server in a process of its own on a test server's database. Closing it kills it, whatever it is doing. */
final class OtherServer implements AutoCloseable {

    static final long START_SECONDS = 240;

    private final TestServer beside;
    private final URI address;
    private final Path said;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    private OtherServer(TestServer beside, URI address, Path said, Process process) {
        this.beside = beside;
        this.address = address;
        this.said = said;
        this.process = process;
    }

    /** One that is ready. */
    static OtherServer beside(TestServer server, Path folder) throws IOException, InterruptedException {
        Map<String, String> environment = server.environment();
        Path said = Files.createTempFile(folder, "said", ".log");
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
        OtherServer other =
                new OtherServer(server, URI.create(environment.get("MULLION_PUBLIC_URL")), said, builder.start());
        try {
            other.waitUntilReady();
        } catch (IOException | InterruptedException | AssertionError e) {
            other.close();
            throw e;
        }
        return other;
    }

    private void waitUntilReady() throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < patience) {
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            try {
                HttpResponse<Void> answer = client.send(
                        HttpRequest.newBuilder(address.resolve("/readyz")).build(),
                        HttpResponse.BodyHandlers.discarding());
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

    /** Has it read a connection. */
    void begin(Workspace workspace, ConnectionId connection) throws IOException, InterruptedException {
        HttpResponse<String> begun = client.send(
                HttpRequest.newBuilder(address.resolve(
                                "/api/v1/workspaces/" + workspace.slug() + "/connections/" + connection + "/sync"))
                        .header("Authorization", "Bearer " + beside.token(workspace, "settings:manage"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        } finally {
            client.shutdownNow();
        }
    }
}
