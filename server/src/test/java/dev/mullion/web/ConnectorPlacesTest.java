package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.consent.LinkedConnectors;
import dev.mullion.settings.SettingNames;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.Workspace;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each connector that is a component stands at the places outside of its package that docs/connectors.md names. */
class ConnectorPlacesTest {

    private static final TestServer SERVER = TestServer.shared();

    private final Workspace workspace = SERVER.newWorkspace();
    private final TestServer.Member manager = SERVER.manager(workspace);

    static Stream<String> read() {
        return SERVER.bean(Manifests.class).byConnector().keySet().stream().sorted();
    }

    static Stream<String> keyed() {
        return SERVER.context().getBeansOfType(PastedKeys.class).values().stream()
                .map(PastedKeys::connector)
                .sorted();
    }

    static Stream<String> linked() {
        return SERVER.bean(LinkedConnectors.class).names().stream();
    }

    @ParameterizedTest
    @MethodSource("read")
    void theCatalogueLeadsToThePageThatConnectsIt(String connector) {
        HttpResponse<String> catalogue = get("");

        assertThat(Jsoup.parse(catalogue.body()).select("a[href$=/connect/" + connector + "]"))
                .isNotEmpty();
        assertThat(get("/connect/" + connector).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("read")
    void theDatabaseTakesItsConnections(String connector) {
        assertThat(constraint("connection_connector_check")).contains("'" + connector + "'");
    }

    @ParameterizedTest
    @MethodSource("read")
    void theDescriptionOfTheApiNamesIt(String connector) {
        assertThat(words("/components/schemas/Connection/properties/connector/enum"))
                .contains(connector);
    }

    @ParameterizedTest
    @MethodSource("read")
    void itsSandboxIsASetting(String connector) {
        String name = "MULLION_" + connector.toUpperCase(Locale.ROOT) + "_BASE_URL";

        assertThat(SettingNames.unread(Map.of(name, ""))).isEmpty();
    }

    /** A command judges a key where it is typed, and has no components. */
    @ParameterizedTest
    @MethodSource("keyed")
    void itsKeyIsJudgedWhereItIsTyped(String connector) {
        assertThat(PastedKeys.known())
                .filteredOn(known -> known.connector().equals(connector))
                .singleElement()
                .extracting(Object::getClass)
                .isEqualTo(SERVER.bean(KeyVendors.class)
                        .of(connector)
                        .orElseThrow()
                        .getClass());
    }

    /** What is none of the vendor's is refused by its own rule, which has to have seen it. */
    @ParameterizedTest
    @MethodSource("keyed")
    void whatIsPastedIsReadAheadOfSpring(String connector) {
        String csrf = Jsoup.parse(get("/connect/" + connector).body())
                .select("form.paste input[name=_csrf]")
                .attr("value");

        HttpResponse<String> answer = SERVER.send(SERVER.request(path("/connect/" + connector), manager.header())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + csrf + "\r\nsecret=no-key\r\n")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Not taken: ").doesNotContain("no-key");
    }

    @ParameterizedTest
    @MethodSource("linked")
    void itsOwnerIsLedToAPageByALink(String connector) {
        assertThat(SERVER.bean(LinkedVendors.class).of(connector).manifest())
                .isSameAs(SERVER.bean(Manifests.class).byConnector().get(connector));
        assertThat(constraint("connect_link_connector_check")).contains("'" + connector + "'");
        assertThat(words("/components/schemas/NewConnectLink/properties/connector/enum"))
                .contains(connector);
    }

    private HttpResponse<String> get(String rest) {
        return SERVER.get(path(rest), manager.header());
    }

    private String path(String rest) {
        return "/w/" + workspace.slug() + "/integrations" + rest;
    }

    private static String constraint(String name) {
        return SERVER.bean(GlobalSql.class)
                .sql("select pg_get_constraintdef(c.oid) from pg_catalog.pg_constraint c where c.conname = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private static List<String> words(String at) {
        JsonNode description =
                JsonMapper.shared().readTree(SERVER.get("/api/v1/openapi.json").body());
        return description.at(at).values().stream().map(JsonNode::asString).toList();
    }
}
