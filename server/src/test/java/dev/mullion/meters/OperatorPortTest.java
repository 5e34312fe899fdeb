package dev.mullion.meters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.settings.Front;
import dev.mullion.tenancy.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator's monitoring reads, and what nobody else does. */
class OperatorPortTest {

    private static final Pattern SAMPLE = Pattern.compile(
            "[a-z][a-z0-9_]+(\\{[a-z]+=\"[^\"\\n]*\"(,[a-z]+=\"[^\"\\n]*\")*\\})? -?[0-9]+(\\.[0-9]+)?");
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static int port;
    private static TestServer server;

    @BeforeAll
    static void aServerWithAPortForItsOperator() {
        port = freePort();
        Front plain = Front.plain();
        server = TestServer.start(new Front(
                plain.tls(),
                plain.proxyDeclared(),
                plain.trustPage(),
                plain.securityContact(),
                plain.securityPolicy(),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
    }

    @AfterAll
    static void stop() {
        server.close();
        CLIENT.close();
    }

    @Test
    void countsDeliveriesByOutcomeWithTheirBytes() {
        TestServer.Hook hook = server.endpoint(server.newWorkspace());
        double before = value("mullion_deliveries_total{outcome=\"ignored\"}");
        double read = value("mullion_delivery_bytes_total{what=\"read\"}");
        byte[] body = GitHubBodies.bytes(Map.of("zen", "synthetic"));

        assertThat(server.deliver(hook, "ping", body).statusCode()).isLessThan(300);

        assertThat(value("mullion_deliveries_total{outcome=\"ignored\"}")).isEqualTo(before + 1);
        assertThat(value("mullion_delivery_bytes_total{what=\"read\"}")).isEqualTo(read + body.length);
        assertThat(value("mullion_deliveries_waiting")).isZero();
    }

    @Test
    void isWhatPrometheusReads() {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(MetricsPage.TYPE);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body()).endsWith("\n");
        assertThat(answer.body().lines().filter(line -> !line.startsWith("# ")))
                .allMatch(line -> SAMPLE.matcher(line).matches());
        assertThat(answer.body().lines().filter(line -> line.startsWith("# TYPE ")))
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("# TYPE [a-z0-9_]+ (counter|gauge)"));
    }

    @Test
    void tellsOfPoolsRunsPromisesAndTheProcess() {
        String page = get("/metrics").body();

        assertThat(page)
                .contains(
                        "mullion_database_connections_most{pool=\"tenant\"} 12",
                        "mullion_database_connections{pool=\"global\",state=\"active\"}",
                        "# TYPE mullion_runs_total counter",
                        "mullion_runs_waiting 0",
                        "mullion_control{id=\"P08\",state=\"",
                        "jvm_memory_used_bytes{area=\"heap\"}",
                        "process_start_time_seconds ",
                        "mullion_build_info{java=\"25.",
                        "mullion_scrape_failures 0");
    }

    @Test
    void namesNoWorkspaceAndDoesNotGrowWithThem() {
        Workspace workspace = server.newWorkspace();
        TestServer.Hook hook = server.endpoint(workspace);
        server.deliver(hook, "ping", GitHubBodies.bytes(Map.of("zen", "synthetic")));
        List<String> names = names();
        for (int more = 0; more < 5; more++) {
            TestServer.Hook other = server.endpoint(server.newWorkspace());
            server.deliver(other, "ping", GitHubBodies.bytes(Map.of("zen", "synthetic")));
        }

        String page = get("/metrics").body();

        assertThat(names()).isEqualTo(names);
        assertThat(page)
                .doesNotContain("company-", "Company", workspace.id().value().toString());
        assertThat(UUIDS.matcher(page).find()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/metrics/", "/Metrics", "/actuator/prometheus", "/actuator"})
    void isNeverServedBesideThePages(String path) {
        Workspace workspace = server.newWorkspace();
        HttpResponse<String> stranger = server.get(path);
        HttpResponse<String> manager =
                server.get(path, server.manager(workspace).header());

        assertThat(stranger.statusCode()).isIn(303, 400, 401, 404);
        assertThat(manager.statusCode()).isIn(400, 404);
        assertThat(stranger.body() + manager.body()).doesNotContain("mullion_", "jvm_");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /healthz",
        "GET, /readyz",
        "GET, /metrics/",
        "GET, /metricsx",
        "GET, /metrics/../metrics",
        "GET, /%6detrics",
        "GET, /trust",
        "GET, /api/v1/openapi.json",
        "GET, /w/sample",
        "POST, /metrics",
        "PUT, /metrics",
        "DELETE, /metrics",
        "OPTIONS, /metrics",
        "POST, /hooks/github"
    })
    void answersNothingElse(String method, String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    /** A page whose name leads to loopback is read by the browser that runs it, unless its name is refused. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 200",
        "localhost, 200",
        "LOCALHOST.example.com, 404",
        "rebound.example.com, 404",
        "127.0.0.1.example.com, 404",
        "'', 404"
    })
    void answersToLoopbacksOwnNamesAlone(String host, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void isNotThereUnlessItIsSet() {
        OperatorPort shared = TestServer.shared().bean(OperatorPort.class);

        assertThat(Front.plain().operator()).isEmpty();
        assertThat(shared.isRunning()).isFalse();
        assertThat(server.bean(OperatorPort.class).isRunning()).isTrue();
    }

    private static List<String> names() {
        return List.copyOf(get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("# "))
                .filter(line -> !line.startsWith("mullion_control{"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static double value(String sample) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .GET());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
