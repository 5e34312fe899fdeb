package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.LinkStates;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What members and programs see of runs, and how they begin one. */
class ShownRunsTest {

    private final ReadGitHub link = ReadGitHub.connected();
    private final TestServer server = ReadGitHub.server();
    private final Slug slug = link.workspace.slug();
    private final String page = "/w/" + slug + "/integrations/" + link.id;
    private final String api = "/api/v1/workspaces/" + slug + "/connections/" + link.id;

    @Test
    void tellsARunToItsEndAndLeavesOneEventOfIt() {
        SyncRun run = link.read();
        TestServer.Member reader = server.person(link.workspace, "settings:read");

        Document connection = Jsoup.parse(server.get(page, reader.header()).body());
        Document one = Jsoup.parse(
                server.get(page + "/runs/" + run.name(), reader.header()).body());

        assertThat(connection.select(".coverage").text()).isEqualTo(run.coverage());
        assertThat(connection.select(".facts td").eachText())
                .contains("Complete")
                .anyMatch(cell -> cell.endsWith("raw kept 0"));
        assertThat(connection.select("form.sync")).isEmpty();
        assertThat(connection.select(".scopes dd").eachText())
                .anyMatch(scope -> scope.endsWith("Granted · last used by a run just now"))
                .anyMatch(scope -> scope.endsWith("Granted · no run uses it"));
        assertThat(one.select(".coverage").text()).isEqualTo(run.coverage());
        assertThat(one.select(".receipt").text()).contains("raw kept 0");
        assertThat(link.trail("connection.sync-ended")).containsExactly(run.name() + " complete; " + run.receipt());
    }

    @Test
    void showsARunThatIsUnderWayAndLetsNobodyBeginASecond() throws InterruptedException {
        ReadGitHub.vendor().pageSize(4);
        Halt halt = ReadGitHub.vendor().haltAfter(5);
        HttpResponse<String> begun = post("/sync", "settings:manage");
        assertThat(halt.isReached()).isTrue();

        Document live = Jsoup.parse(server.get(
                        page + "/live",
                        server.person(link.workspace, "settings:manage,settings:read")
                                .header())
                .body());
        HttpResponse<String> second = post("/sync", "settings:manage");
        halt.release();

        JsonNode run = JsonMapper.shared().readTree(begun.body());
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(begun.headers().firstValue("Location"))
                .as("it is seen there how it goes")
                .hasValue(api + "/runs/" + run.path("id").asString());
        assertThat(run.path("state").asString()).isEqualTo("running");
        assertThat(live.select("progress").attr("max")).isEqualTo("6");
        assertThat(live.select("form.sync")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("under way already");
        assertThat(ended(run.path("id").asString())).isEqualTo("complete");
    }

    /** Other vendors go on, and their numbers are no news of this one. */
    @Test
    void saysOnEachPageWhichVendorEndedAndWhy() {
        link.read();
        link.inside(() -> {
            ReadGitHub.bean(Connections.class).addPlayed("stripe", Actor.OPERATOR);
            ReadGitHub.bean(LinkStates.class)
                    .found(link.id, Connection.State.DISCONNECTED, "GitHub says that the installation is gone");
            return true;
        });
        String[] reader =
                server.person(link.workspace, "settings:read,engineering:read").header();

        String home = text("/w/" + slug, reader);
        String connection = text(page, reader);

        assertThat(home)
                .contains("GitHub: App installation " + link.installation)
                .contains("GitHub says that the installation is gone. Facts stay, nothing new is taken.");
        assertThat(connection).contains("GitHub says that the installation is gone.");
        assertThat(Jsoup.parse(server.get("/w/" + slug + "/engineering", reader).body())
                        .select(".strip-note")
                        .text())
                .startsWith("Disconnected since");
    }

    private String text(String path, String... session) {
        return Jsoup.parse(server.get(path, session).body()).text();
    }

    @Test
    void beginsARunByTheButtonOfThePage() {
        TestServer.Member manager = server.manager(link.workspace);
        Document shown = Jsoup.parse(server.get(page, manager.header()).body());
        String form = shown.select("form.sync input[type=hidden]").stream()
                .map(field -> field.attr("name") + "=" + field.val())
                .findFirst()
                .orElseThrow();

        HttpResponse<String> done = server.post(shown.select("form.sync").attr("action"), form, manager.header());

        assertThat(done.headers().firstValue("Location"))
                .hasValue(page + "/runs/" + link.runs().getFirst().name() + "?done=sync-begun");
        assertThat(link.trail("connection.sync-asked")).hasSize(1);
        assertThat(ended("run_" + link.runs().getFirst().id())).isEqualTo("complete");
    }

    @Test
    void pagesThroughRunsAsTheDescriptionSays() {
        link.read();
        link.read();
        link.read();
        String bearer = "Bearer " + server.token(link.workspace, "settings:read");

        JsonNode first = read(api + "/runs?limit=2", bearer);
        JsonNode second =
                read(api + "/runs?limit=2&cursor=" + first.path("next").asString(), bearer);

        List<String> ids = new ArrayList<>();
        first.path("items").forEach(run -> ids.add(run.path("id").asString()));
        second.path("items").forEach(run -> ids.add(run.path("id").asString()));
        assertThat(ids).isEqualTo(link.runs().stream().map(SyncRun::name).toList());
        assertThat(second.path("next").isNull()).isTrue();
        JsonNode described =
                read("/api/v1/openapi.json", bearer).path("components").path("schemas");
        assertThat(first.path("items").path(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        described.path("SyncRun").path("properties").propertyNames());
    }

    @Test
    void showsOneRunAsTheListHasItAndNoneOfAnotherConnection() {
        String run = link.read().name();
        ReadGitHub elsewhere = ReadGitHub.connected();
        String theirs = elsewhere.read().name();
        ConnectionId beside = link.inside(() -> ReadGitHub.bean(Connections.class)
                .addPlayed("stripe", Actor.OPERATOR)
                .id());
        String bearer = "Bearer " + server.token(link.workspace, "settings:read");

        assertThat(read(api + "/runs/" + run, bearer))
                .isEqualTo(read(api + "/runs", bearer).path("items").path(0));
        String none = missing(api + "/runs/run_00000000-0000-7000-8000-000000000000", bearer);
        assertThat(missing(api + "/runs/" + theirs, bearer)).isEqualTo(none);
        assertThat(missing(api.replace(link.id.toString(), beside.toString()) + "/runs/" + run, bearer))
                .isEqualTo(none);
        assertThat(missing(api.replace(link.id.toString(), elsewhere.id.toString()) + "/runs/" + theirs, bearer))
                .isEqualTo(none);
        assertThat(missing(api + "/runs/" + run, "Bearer " + server.token(link.workspace, "engineering:read")))
                .isEqualTo(none);
    }

    private String missing(String path, String bearer) {
        HttpResponse<String> answer = server.get(path, "Authorization", bearer);
        assertThat(answer.statusCode()).isEqualTo(404);
        return answer.body().replaceAll("req_[0-9a-f-]{36}", "");
    }

    @Test
    void keepsNoGrantThatIsBroaderThanTheManifestAndSaysWhyNothingIsRead() {
        link.read();
        ReadGitHub.vendor().feel(Mood.BROAD);
        link.read();
        String shown = server.get(page, server.manager(link.workspace).header()).body();

        assertThat(link.connection().state()).isEqualTo(Connection.State.REFUSED);
        assertThat(link.inside(() -> ReadGitHub.bean(dev.mullion.connectors.Grants.class)
                        .of(link.id)
                        .orElseThrow()
                        .permissions()))
                .containsExactly("contents:read", "metadata:read", "pull_requests:read");
        assertThat(shown).contains("Refused").contains("contents:write, secrets:read");
        assertThat(link.trail("connection.sync-ended"))
                .hasSize(2)
                .first()
                .asString()
                .contains("failed; read 0 bytes");
    }

    private HttpResponse<String> post(String what, String permissions) {
        return server.send(
                server.request(api + what, "Authorization", "Bearer " + server.token(link.workspace, permissions))
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private JsonNode read(String path, String bearer) {
        return JsonMapper.shared()
                .readTree(server.get(path, "Authorization", bearer).body());
    }

    /** The state in which a run ended. */
    private String ended(String name) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < patience) {
            SyncRun run = link.runs().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            if (run.state() != SyncRun.State.RUNNING) {
                return run.state().word();
            }
        }
        throw new AssertionError("the run did not end");
    }
}
