package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.tenancy.Workspace;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vendors that Mullion is for, in the API and on the command line, against what the pages say. */
class CatalogueTest {

    private final TestServer server = ReadGitHub.server();
    private final Typed typed = new Typed(server);
    private final Workspace workspace = server.newWorkspace();
    private final String slug = workspace.slug().value();

    static List<String> connectors() {
        return ReadGitHub.bean(Manifests.class).byConnector().keySet().stream()
                .sorted()
                .toList();
    }

    @Test
    void hasTheNineInTheOrderOfThePage() {
        List<String> onPage = page("").select(".tile h3").eachText();

        assertThat(onPage).hasSize(9);
        assertThat(all("vendor")).isEqualTo(onPage);
        assertThat(read(typed.out("connector", "list", "--workspace", slug, "--json")))
                .isEqualTo(api("").path("items"));
        assertThat(typed.out("connector", "list", "--workspace", slug).lines())
                .zipSatisfy(
                        all("connector"), (line, connector) -> assertThat(line).startsWith(connector + " "));
    }

    @Test
    void countsWhatTakesSomethingHereAndNothingElsewhere() {
        ReadStripe link = ReadStripe.connected();
        link.read();
        String there = link.workspace.slug().value();

        assertThat(typed.out("connector", "list", "--workspace", there))
                .containsPattern("stripe +finance +1 connected");
        assertThat(typed.out("connector", "list", "--workspace", slug)).containsPattern("stripe +finance +available");
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void showsWhatThePageSaysBeforeAnybodyConnectsIt(String connector) {
        Manifest manifest = Objects.requireNonNull(
                ReadGitHub.bean(Manifests.class).byConnector().get(connector));
        String consent = page("/connect/" + connector).text();

        JsonNode view = api("/" + connector);
        JsonNode said = view.path("manifest");
        Said shown = typed.run("connector", "show", connector, "--workspace", slug);

        assertThat(read(typed.out("connector", "show", connector, "--workspace", slug, "--json")))
                .isEqualTo(view);
        assertThat(view.path("domain").asString()).isEqualTo(manifest.domain().word());
        said.path("asks")
                .forEach(ask -> assertThat(consent)
                        .contains(
                                ask.path("permission").asString(),
                                ask.path("why").asString()));
        for (String part : List.of("neverAsks", "reads", "keeps", "never")) {
            assertThat(texts(said.path(part))).isNotEmpty().allSatisfy(line -> {
                assertThat(consent).contains(line);
                assertThat(shown.out()).contains("  " + line);
            });
        }
        assertThat(said.path("asks").size()).isEqualTo(manifest.asks().size());
        assertThat(said.path("fields").size())
                .isEqualTo(manifest.projections().values().stream()
                        .mapToInt(List::size)
                        .sum());
        said.path("fields")
                .forEach(field -> assertThat(consent)
                        .contains(
                                field.path("path").asString(),
                                field.path("keptAs").asString()));
        manifest.reach()
                .endpoints()
                .forEach(endpoint -> assertThat(shown.out()).contains(endpoint.origin() + endpoint.path()));
        assertThat(said.path("budgets").size())
                .isEqualTo(manifest.reach().budgets().size());
        assertThat(shown.out())
                .contains(" at once, for one account")
                .containsPattern("[0-9]+ times in 1 [a-z]+, for one account");
        assertThat(said.path("freshness").path("everySeconds").asLong())
                .isEqualTo(manifest.freshness().every().toSeconds());
    }

    @Test
    void saysOfOneThatComesLaterWhatIsKnownAndThatItComes() {
        JsonNode view = api("/jira");

        assertThat(view.path("state").asString()).isEqualTo("coming");
        assertThat(view.path("manifest").isNull()).isTrue();
        assertThat(typed.out("connector", "show", "Jira", "--workspace", slug).lines())
                .containsExactly(
                        "Jira, engineering. Issue transitions, for cycle time by status.",
                        "Arrives in a later version.");
    }

    @Test
    void saysWhatTheOperatorHasToSetFirst() {
        TestServer bare = TestServer.shared();
        String here = bare.newWorkspace().slug().value();
        Typed there = new Typed(bare);

        JsonNode xero = read(there.out("connector", "show", "xero", "--workspace", here, "--json"));

        assertThat(xero.path("state").asString()).isEqualTo("needs_setting");
        assertThat(xero.path("missing").asString()).contains("MULLION_XERO_CLIENT_ID");
        assertThat(xero.path("manifest").path("asks").isEmpty()).isFalse();
        assertThat(there.out("connector", "list", "--workspace", here))
                .containsPattern("xero +finance +needs a setting")
                .containsPattern("stripe +finance +available");
        assertThat(there.out("connector", "show", "xero", "--workspace", here))
                .contains("The person who runs this installation has to set MULLION_XERO_CLIENT_ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "GITHUB", "github%20"})
    void hasNoOther(String name) {
        assertThat(answer("/" + name, "settings:read").statusCode()).isEqualTo(404);
    }

    @Test
    void isNotThereForWhoMayNotReadSettingsAndNamesWhatTheCommandDoesNotFind() {
        assertThat(answer("", "finance:read").statusCode()).isEqualTo(404);
        assertThat(answer("/xero", "finance:read").statusCode()).isEqualTo(404);
        Said said = typed.run("connector", "show", "gitlab", "--workspace", slug);
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err()).contains("no such vendor", "connector list --workspace " + slug);
    }

    private Document page(String rest) {
        return Jsoup.parse(server.get(
                        "/w/" + slug + "/integrations" + rest,
                        server.manager(workspace).header())
                .body());
    }

    private List<String> all(String field) {
        return api("").path("items")
                .valueStream()
                .map(one -> one.path(field).asString())
                .toList();
    }

    private JsonNode api(String rest) {
        return read(answer(rest, "settings:read").body());
    }

    private HttpResponse<String> answer(String rest, String permissions) {
        return server.get(
                "/api/v1/workspaces/" + slug + "/connectors" + rest,
                "Authorization",
                "Bearer " + server.token(workspace, permissions));
    }

    private static List<String> texts(JsonNode lines) {
        return lines.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
