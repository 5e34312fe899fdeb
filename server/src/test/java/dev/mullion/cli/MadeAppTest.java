package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.github.KeptApp;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.keys.KeyRing;
import dev.mullion.sandbox.github.GitHubVendor;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.world.World;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator makes an App at GitHub, through the browser, on a server that had none. */
class MadeAppTest {

    private static final Instant ANCHOR = Instant.parse("2026-06-10T18:00:00Z");

    private final GitHubVendor vendor = GitHubVendor.start(
            new GitHubVendor.Account(World.of(42, "neighbour", ANCHOR, 12), 1, nobodys()), Clock.systemUTC());
    private TestServer server =
            TestServer.startWithSandboxes(Map.of("github", vendor.address()), Optional.empty(), Optional.empty());
    private final HttpClient browser = HttpClient.newHttpClient();

    private static PublicKey nobodys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }

    @AfterEach
    void close() {
        browser.close();
        server.close();
        vendor.close();
    }

    @Test
    @Attack("secrets-12")
    void isKeptInTheKeyStoreAndReadsAfterTheNextStart() throws Exception {
        URI desk = desk();
        Element form = Jsoup.parse(get(desk).body()).expectForm("form");
        JsonNode manifest =
                JsonMapper.shared().readTree(form.select("input[name=manifest]").attr("value"));

        assertThat(manifest.path("default_permissions").toString())
                .isEqualTo("{\"metadata\":\"read\",\"pull_requests\":\"read\"}");
        assertThat(manifest.path("default_events").toString())
                .isEqualTo("[\"pull_request\",\"pull_request_review\",\"repository\"]");
        assertThat(manifest.path("request_oauth_on_install").asBoolean()).isTrue();
        assertThat(manifest.path("hook_attributes").path("url").asString())
                .isEqualTo(server.address() + "/hooks/github");

        String said = get(made(form)).body();

        assertThat(said).contains("The App synthetic-app (").contains("is made");
        assertThat(KeptApp.of(server.bean(KeyRing.class).ofWebAlone())
                        .orElseThrow()
                        .client()
                        .orElseThrow()
                        .slug())
                .isEqualTo("synthetic-app");
        assertThat(kept())
                .isNotEmpty()
                .noneMatch(text -> text.contains("PRIVATE KEY") || text.contains("synthetic-app"));
        server = server.restarted();
        assertThat(read().state()).isEqualTo(SyncRun.State.COMPLETE);
        Workspace workspace = server.newWorkspace();
        assertThat(server.get(
                                "/w/" + workspace.slug() + "/integrations/connect/github",
                                server.manager(workspace).header())
                        .body())
                .contains("Install it at GitHub");
    }

    @Test
    void keepsNothingOfAnAppThatMayDoMore() throws Exception {
        vendor.feel(Mood.BROAD);

        String said =
                get(made(Jsoup.parse(get(desk()).body()).expectForm("form"))).body();

        assertThat(said).contains("Nothing was kept: the App may secrets:read, which was not asked for");
        assertThat(KeptApp.of(server.bean(KeyRing.class))).isEmpty();
    }

    @Test
    void answersNobodyButWhoHasItsAddressAndBelievesNoOtherState() throws Exception {
        URI desk = desk();
        URI made = made(Jsoup.parse(get(desk).body()).expectForm("form"));

        assertThat(get(desk.resolve("/")).statusCode()).isEqualTo(404);
        assertThat(get(URI.create(desk + "x")).statusCode()).isEqualTo(404);
        assertThat(get(URI.create(made.toString().replaceAll("state=.*", "state=other")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(KeptApp.of(server.bean(KeyRing.class))).isEmpty();
        assertThat(get(made).body()).contains("is made");
        assertThat(KeptApp.of(server.bean(KeyRing.class))).isPresent();
    }

    private URI desk() {
        Path data = server.bean(Settings.class).data();
        Said said = Said.by(
                console -> new OperatorClient(data).run(List.of("github", "app", "--name", "Synthetic App"), console));
        assertThat(said.exit()).isZero();
        return URI.create(said.out().strip());
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /** Presses the button, here and at GitHub, and says where GitHub sends the browser. */
    private URI made(Element form) throws IOException, InterruptedException {
        String manifest = form.select("input[name=manifest]").attr("value");
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(form.attr("action")))
                        .POST(BodyPublishers.ofString(
                                "manifest=" + URLEncoder.encode(manifest, StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private List<String> kept() throws IOException {
        Path store = server.bean(Settings.class).custody().store();
        try (Stream<Path> files = Files.list(store)) {
            List<Path> operator = files.filter(
                            file -> file.getFileName().toString().startsWith("operator-github"))
                    .toList();
            return operator.stream().map(MadeAppTest::content).toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private SyncRun read() throws Exception {
        Workspace workspace = server.newWorkspace();
        ConnectionId id = server.bean(Workspaces.class)
                .within(workspace.id(), () -> server.bean(Connections.class).claim(4_711, Actor.OPERATOR));
        Asked.Begun begun = (Asked.Begun) server.bean(Syncs.class).ask(workspace.id(), id, Actor.OPERATOR);
        return begun.done().get(60, TimeUnit.SECONDS).orElseThrow();
    }
}
