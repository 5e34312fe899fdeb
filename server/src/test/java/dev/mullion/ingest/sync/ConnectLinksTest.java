package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.People;
import dev.mullion.identity.Permissions;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** A link by which the owner of an account connects it: who may make one, what it tells, and when it is over. */
class ConnectLinksTest {

    private final TestServer server = ReadGitHub.server();
    private final ConnectByLink here = ConnectByLink.toStripe();

    @Test
    void lookingUsesNothingUp() {
        String link = here.make();

        for (int preview = 0; preview < 10; preview++) {
            assertThat(server.get(link).statusCode()).isEqualTo(200);
        }

        assertThat(server.send(server.request(link).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(here.paste(link, ReadStripe.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void ofTwoWhoUseItAtOnceOneConnects() throws Exception {
        String link = here.make();
        Callable<Integer> use = () -> here.paste(link, ReadStripe.KEY).statusCode();

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = both.invokeAll(List.of(use, use, use)).stream()
                    .map(answer -> answer.resultNow())
                    .sorted()
                    .toList();

            assertThat(answers).startsWith(200);
            assertThat(answers.subList(1, 3)).isSubsetOf(409, 410);
        }
        assertThat(here.connections()).hasSize(1);
    }

    @Test
    @Attack("isolation-41")
    void whatWorksNoMoreIsOneAndTheSamePage() {
        String used = here.make();
        here.paste(used, ReadStripe.KEY);
        String withdrawn = here.make();
        here.withdraw(withdrawn);
        String expired = here.make();
        server.asAdministrator("update mullion.connect_link set expires_at = made_at where workspace_id = '"
                + here.workspace.id().value() + "' and used_at is null and withdrawn_at is null");
        String guessed = ConnectLinks.PATH + "A".repeat(43);

        String page = server.get(guessed).body();

        assertThat(page).contains("This link is not valid any more", "Ask the person who sent it for a new one");
        for (String link : List.of(used, withdrawn, expired, guessed, ConnectLinks.PATH + "short")) {
            assertThat(server.get(link).statusCode()).isEqualTo(410);
            assertThat(server.get(link).body()).isEqualTo(page);
        }
        assertThat(here.paste(expired, ReadStripe.KEY).body()).isEqualTo(page);
    }

    /**
     * Of the workspace a stranger sees its name and who asks; that it is connected already, in which mode, is not said.
     */
    @Test
    @Attack("isolation-41")
    void tellsAStrangerNothingOfTheWorkspace() {
        here.inside(() -> server.bean(Connections.class).addKeyed("stripe", Connection.Mode.LIVE, Actor.OPERATOR));
        String link = here.make();

        String page = server.get(link).body();
        String refused = here.paste(link, "rk_test_synthetic0000000000000000").body();

        assertThat(page).contains(here.workspace.name(), here.manager.name());
        assertThat(page + refused)
                .doesNotContain(
                        here.workspace.slug().value(),
                        here.workspace.id().value().toString(),
                        here.manager.email())
                .doesNotContain("con_", "live mode");
        assertThat(refused).contains("takes no key of this mode");
    }

    @Test
    @Attack("isolation-43")
    void endsWithItsMakersRightAndDoesNotComeBackWithIt() {
        TestServer.Member demoted = server.person(here.workspace, "settings:read,settings:manage");
        TestServer.Member removed = server.person(here.workspace, "settings:read,settings:manage");
        String one = here.make(demoted);
        String other = here.make(removed);
        People people = server.bean(People.class);

        people.changePermissions(here.workspace.id(), demoted.id(), Permissions.parse("settings:read"), Actor.OPERATOR);
        people.remove(here.workspace.id(), removed.id(), Actor.OPERATOR);

        assertThat(List.of(server.get(one).statusCode(), server.get(other).statusCode()))
                .containsOnly(410);
        people.changePermissions(
                here.workspace.id(), demoted.id(), Permissions.parse("settings:manage"), Actor.OPERATOR);
        assertThat(server.get(one).statusCode()).isEqualTo(410);
        assertThat(here.connections()).isEmpty();
    }

    /** Somebody took the right away past the module that withdraws links. */
    @Test
    @Attack("isolation-43")
    void isJudgedByItsMakersRightWhenItIsUsed() {
        TestServer.Member maker = server.person(here.workspace, "settings:read,settings:manage");
        String link = here.make(maker);
        server.asAdministrator("update mullion.member set permissions = '{settings:read}' where person_id = '"
                + maker.id().value() + "'");

        assertThat(server.get(link).statusCode()).isEqualTo(410);
        assertThat(here.inside(() -> server.bean(ConnectLinks.class).open())).isEmpty();
    }

    @Test
    void oneThatATokenMadeEndsWithTheToken() {
        String token = server.token(here.workspace, "settings:manage");
        HttpResponse<String> made = byApi(token, "{\"connector\":\"stripe\"}", "first");
        String link = made.body().replaceAll(".*\"url\":\"[^\"]*(/connect/link/[^\"]*)\".*", "$1");
        assertThat(server.get(link).body()).contains("a program of the workspace");

        server.asAdministrator("update mullion.api_token set revoked_at = now() where workspace_id = '"
                + here.workspace.id().value() + "'");

        assertThat(server.get(link).statusCode()).isEqualTo(410);
    }

    @Test
    @Attack({"isolation-48", "audit-32"})
    void aRepeatedRequestMakesNoSecondLinkAndShowsNoAddressAgain() {
        String token = server.token(here.workspace, "settings:manage");

        HttpResponse<String> made = byApi(token, "{\"connector\":\"stripe\"}", "same");
        HttpResponse<String> again = byApi(token, "{\"connector\":\"stripe\"}", "same");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).doesNotContain("/connect/link/");
        assertThat(here.inside(() -> server.bean(ConnectLinks.class).open())).hasSize(1);
        assertThat(byApi(token, "{\"connector\":\"made-up\"}", "other").statusCode())
                .isEqualTo(400);
    }

    @Test
    void nothingOfItsSecretIsStored() {
        String link = here.make();
        String secret = ConnectByLink.secret(link);

        assertThat(here.rows("select l::text from connect_link l where l.workspace_id = :workspace"))
                .hasSize(1)
                .noneMatch(row -> row.contains(secret));
        assertThat(here.rows("select encode(r.key, 'escape') from route r where r.workspace_id = :workspace"))
                .noneMatch(row -> row.contains(secret));
    }

    @Test
    @Attack("isolation-41")
    void anotherWorkspacesLinkIsNotFoundBeforeAnythingElse() {
        here.make();
        String id = here.rows("select 'lnk_' || id from connect_link where workspace_id = :workspace")
                .getFirst();
        ConnectByLink neighbour = ConnectByLink.toStripe();
        String slug = neighbour.workspace.slug().value();
        String bearer = "Bearer " + server.token(neighbour.workspace, "settings:manage");

        HttpResponse<String> page = server.post(
                "/w/" + slug + "/integrations/links/" + id + "/withdraw",
                "_csrf=" + neighbour.csrf(),
                neighbour.manager.header());
        HttpResponse<String> api = server.send(
                server.request("/api/v1/workspaces/" + slug + "/connect-links/" + id, "Authorization", bearer)
                        .DELETE());

        assertThat(List.of(page.statusCode(), api.statusCode())).containsOnly(404);
        assertThat(here.inside(() -> server.bean(ConnectLinks.class).open())).hasSize(1);
    }

    @Test
    void whoMayNotConnectMakesNone() {
        TestServer.Member reader = server.person(here.workspace, "settings:read");
        String at = here.path() + "/links";

        assertThat(server.get(at, reader.header()).statusCode()).isEqualTo(404);
        assertThat(server.post(at, "_csrf=" + here.csrf(), reader.header()).statusCode())
                .isIn(403, 404);
        assertThat(here.rows("select id::text from connect_link where workspace_id = :workspace"))
                .isEmpty();
    }

    /** Where the operator has not set the vendor up, nobody could go on by a link. */
    @Test
    void noLinkIsOfferedForAVendorThatIsNotSetUp() {
        TestServer plain = TestServer.shared();
        Workspace bare = plain.newWorkspace();

        String page = plain.get(
                        "/w/" + bare.slug() + "/integrations/connect/xero",
                        plain.manager(bare).header())
                .body();

        assertThat(page).contains("has to set").doesNotContain("Make a link for the owner");
    }

    @Test
    void isShownWithItsMinutesToWhoMayWithdrawItAndNoMoreThanTwentyAreOpen() {
        for (int made = 0; made < ConnectLinks.MOST_OPEN; made++) {
            here.make();
        }
        String at = here.path();

        HttpResponse<String> refused = server.post(at + "/links", "_csrf=" + here.csrf(), here.manager.header());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Not made: this workspace has 20 open links");
        String page = server.get(at, here.manager.header()).body();
        assertThat(Jsoup.parse(page).select("form[action$=/withdraw]")).hasSize(ConnectLinks.MOST_OPEN);
        assertThat(page).contains("expires", "in 29 min", here.manager.name()).doesNotContain("/connect/link/");
    }

    /** Whoever tries addresses is stopped long before one opens; a link that opens is not stopped by them. */
    @Test
    void guessesAreLimitedAndCostNobodyElseTheirLink() {
        try (TestServer own = TestServer.start()) {
            Workspace apart = own.newWorkspace();
            String link = own.bean(Workspaces.class)
                    .within(apart.id(), () -> own.bean(ConnectLinks.class).make("stripe", Actor.OPERATOR))
                    .link()
                    .address()
                    .getPath();

            List<Integer> guesses = IntStream.range(0, 8)
                    .mapToObj(guess -> own.post(ConnectLinks.PATH + "A".repeat(42) + guess, "")
                            .statusCode())
                    .toList();

            assertThat(guesses).startsWith(410, 410).endsWith(429, 429);
            assertThat(own.get(link).statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> byApi(String token, String body, String key) {
        return server.send(server.request(
                        "/api/v1/workspaces/" + here.workspace.slug() + "/connect-links",
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
