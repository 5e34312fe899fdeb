package dev.mullion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.MullionWithGreenhouse;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.greenhouse.PlayedGreenhouse;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * What a second vendor by key has to bring is in one package: pages, commands, links, the API and the runs take it up
 * by its name, in its words. The names of vendors in the database's own checks are a migration, and are left out here.
 */
class AnotherKeyVendorTest {

    private static final String UNKNOWN = "ghk_ZZZZZZZZZZZZZZZZ";

    private static final TestServer SERVER = TestServer.startAs(MullionWithGreenhouse.class);

    @BeforeAll
    static void theDatabaseTakesIt() {
        SERVER.asAdministrator("alter table mullion.connection drop constraint connection_connector_check");
        SERVER.asAdministrator("alter table mullion.connect_link drop constraint connect_link_connector_check");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private final Workspace workspace = SERVER.newWorkspace();
    private final TestServer.Member manager = SERVER.manager(workspace);

    @Test
    void isInTheCatalogueAndHasAPageInItsWords() {
        Document catalogue = Jsoup.parse(get(""));
        Document page = Jsoup.parse(get("/connect/greenhouse"));

        assertThat(catalogue.select("a[href$=/connect/greenhouse]").eachText()).containsExactly("Connect Greenhouse");
        assertThat(page.select("form.paste").eachText())
                .containsExactly("Harvest key starts with ghk_; made under Dev Center Connect Greenhouse");
        assertThat(page.text()).doesNotContain("Stripe", "rk_");
    }

    @Test
    void isConnectedOnItsPageAndItsKeyIsHeldForAWhile() {
        HttpResponse<String> answer = paste("/connect/greenhouse", PlayedGreenhouse.ACCEPTED);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        Connection made = connections().getFirst();
        assertThat(answer.headers().firstValue("Location")).hasValue(path("/" + made.id() + "?done=key-works"));
        assertThat(made.connector()).isEqualTo("greenhouse");
        HeldKeys keys = SERVER.bean(HeldKeys.class);
        Link link = new Link(workspace.id(), made.id(), 0);
        HeldSecret held = held(keys, link);
        int before = uses().size();
        assertThat(held(keys, link).heldSince()).isEqualTo(held.heldSince());
        assertThat(uses()).hasSize(before);
        assertThat(held.mayGoTo("harvest.greenhouse.example")).isTrue();
        assertThat(held.mayGoTo("api.stripe.com")).isFalse();
        keys.drop(link);
        assertThat(held(keys, link).heldSince()).isNotEqualTo(held.heldSince());
        assertThat(uses()).hasSize(before + 1).allMatch(use -> use.endsWith("for read-greenhouse"));
    }

    @Test
    void isRefusedByItsOwnRuleAndByItsVendor() {
        assertThat(paste("/connect/greenhouse", "rk_live_synthetic0000000000000000")
                        .body())
                .contains("Not taken: a Harvest key starts with ghk_")
                .doesNotContain("synthetic");
        assertThat(paste("/connect/greenhouse", UNKNOWN).body())
                .contains("Not taken: Greenhouse does not accept the key")
                .doesNotContain(UNKNOWN);
        assertThat(connections()).isEmpty();
    }

    @Test
    void getsAnotherKeyOnThePageOfItsConnection() {
        paste("/connect/greenhouse", PlayedGreenhouse.ACCEPTED);
        String at = "/" + connections().getFirst().id();

        assertThat(Jsoup.parse(get(at)).select("a[href$=/secret]").eachText()).containsExactly("Paste another key");
        assertThat(Jsoup.parse(get(at + "/secret")).select("form.paste").eachText())
                .singleElement()
                .asString()
                .startsWith("Harvest key takes the place of the one that is used when Greenhouse accepts it");
        assertThat(get(at + "/secret")).doesNotContain("webhook", "Stripe");
        assertThat(paste(at + "/secret", UNKNOWN).body()).contains("the key that was used before is used on");
        HttpResponse<String> answer = paste(at + "/secret", PlayedGreenhouse.ACCEPTED + "1");
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(next -> assertThat(next).endsWith("?done=next-key-works"));
    }

    @Test
    void isConnectedByACommandThatJudgesItWhereItIsTyped() {
        Said said = command(PlayedGreenhouse.ACCEPTED);

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("sealed, and Greenhouse accepts it", "connection con_")
                .doesNotContain("url");
        assertThat(connections()).hasSize(1);
        assertThatThrownBy(() -> command("rk_live_synthetic0000000000000000"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("starts with ghk_");
        assertThatThrownBy(() -> command("whsec_synthetic", "--webhook-secret"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no webhook-secret is taken of greenhouse");
        assertThat(command(
                                PlayedGreenhouse.ACCEPTED,
                                "--connection",
                                connections().getFirst().id().toString())
                        .out())
                .contains("sealed, and Greenhouse accepts it; it is used from now on");
    }

    @Test
    void isConnectedByALinkForItsOwner() {
        String address = SERVER.bean(Workspaces.class)
                .within(workspace.id(), () -> SERVER.bean(ConnectLinks.class).make("greenhouse", Actor.OPERATOR))
                .link()
                .address()
                .getPath();
        String page = SERVER.get(address).body();

        assertThat(Jsoup.parse(page).select("form.paste label").eachText()).containsExactly("Harvest key");
        assertThat(SERVER.send(SERVER.request(address)
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "secret=" + PlayedGreenhouse.ACCEPTED + "\r\n")))
                        .body())
                .contains("Thank you", "Greenhouse accepts the key");
        assertThat(connections()).hasSize(1);
    }

    @Test
    void isConnectedByAProgram() {
        HttpResponse<String> answer = SERVER.send(SERVER.request(
                        "/api/v1/workspaces/" + workspace.slug() + "/connections/keys?connector=greenhouse",
                        "Authorization",
                        "Bearer " + SERVER.token(workspace, "settings:manage,settings:read"),
                        "Content-Type",
                        "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(PlayedGreenhouse.ACCEPTED)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(connections()).hasSize(1);
    }

    private static HeldSecret held(HeldKeys keys, Link link) {
        return keys.of(link) instanceof Pulled.Got<HeldSecret>(HeldSecret secret, long _) ? secret : none();
    }

    private static HeldSecret none() {
        throw new AssertionError("no key is held");
    }

    private String get(String rest) {
        HttpResponse<String> answer = SERVER.get(path(rest), manager.header());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> paste(String rest, String secret) {
        String csrf =
                Jsoup.parse(get(rest)).select("form.paste input[name=_csrf]").attr("value");
        return SERVER.send(SERVER.request(path(rest), manager.header())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "_csrf=" + csrf + "\r\nkind=api-key\r\nsecret=" + secret + "\r\n")));
    }

    private Said command(String secret, String... more) {
        PasteCommand command = new PasteCommand();
        String[] arguments = Stream.concat(
                        Stream.of("greenhouse", "--workspace", workspace.slug().value()), Stream.of(more))
                .toArray(String[]::new);
        new CommandLine(command).parseArgs(arguments);
        List<PastedKeys> known = List.of(new PlayedGreenhouse.Keys());
        return Said.by(console -> command.paste(
                        console,
                        new ByteArrayInputStream((secret + "\n").getBytes(UTF_8)),
                        (sent, out) -> Commands.inServer(SERVER.bean(Operator.class), out)
                                .run(sent),
                        known)
                .number());
    }

    private List<String> uses() {
        return inside(() -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 200).stream()
                .filter(entry -> entry.verb().equals("secret.used"))
                .map(AuditEntry::detail)
                .toList());
    }

    private List<Connection> connections() {
        return inside(() -> SERVER.bean(Connections.class).list());
    }

    private String path(String rest) {
        return "/w/" + workspace.slug() + "/integrations" + rest;
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return SERVER.bean(Workspaces.class).within(workspace.id(), work);
    }
}
