package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Credential;
import dev.mullion.identity.People;
import dev.mullion.identity.Permissions;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.xero.Organisation;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner of an account, who is nobody's member, connects it by a link that a manager sent them. */
class ConnectLinksTest {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String UNKNOWN = "rk_live_ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ";
    private static final String COOKIE = "__Host-mullion-connect=";

    private final TestServer server = ReadGitHub.server();
    private final Workspace workspace = server.newWorkspace();
    private final TestServer.Member manager = server.manager(workspace);

    @BeforeEach
    void aVendorThatKnowsTheKey() {
        ReadStripe.vendor().show(ReadStripe.account());
        ReadStripe.vendor().feel(StripeMood.KIND);
        ReadStripe.vendor().pageSize(100);
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
    }

    @Test
    void anOwnerPastesAKeyWithoutASessionAndItIsRead() {
        String link = make("stripe");

        assertThat(server.get(link).body()).contains("Restricted key").doesNotContain("rk_live_s");
        HttpResponse<String> answer = paste(link, ReadStripe.KEY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Thank you").doesNotContain(ReadStripe.KEY);
        await(() -> connections().getFirst().state() == Connection.State.ACTIVE);
        assertThat(server.get(link).statusCode()).isEqualTo(410);
        assertThat(trail())
                .contains(
                        "person:" + manager.id() + " connection.link-made",
                        "link connection.added",
                        "link connection.link-used");
    }

    @Test
    @Attack("secrets-29")
    void anOwnerConsentsAtXeroWithoutASession() {
        ReadXero xero = ReadXero.atTheDoor();
        xero.fill();
        ReadXero.vendor().willChoose(xero.organisation);
        String link = make(xero.workspace, xero.manager, "xero");

        HttpResponse<String> left = server.post(link, "");
        HttpResponse<String> back = comeBack(left, cookie(left));

        assertThat(left.headers().firstValue("Refresh"))
                .hasValueSatisfying(onward -> assertThat(onward).startsWith("0;url=http"));
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.body()).contains("Thank you");
        xero.await(() -> !xero.connections().isEmpty());
        assertThat(xero.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(server.get(link).statusCode()).isEqualTo(410);
        assertThat(comeBack(left, cookie(left)).statusCode()).isEqualTo(410);
    }

    @Test
    void whoDeclinesAtXeroMayTryAgain() {
        ReadXero xero = ReadXero.atTheDoor();
        ReadXero.vendor().willChoose();
        String link = make(xero.workspace, xero.manager, "xero");
        HttpResponse<String> left = server.post(link, "");

        HttpResponse<String> back = comeBack(left, cookie(left));

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(server.get(back.headers().firstValue("Location").orElseThrow())
                        .body())
                .contains("Nothing was consented to");
        assertThat(xero.connections()).isEmpty();
    }

    /** What another's browser was sent away with, or their consent, connects nothing here. */
    @Test
    @Attack("isolation-44")
    void theWayBackIsGoodInTheBrowserThatLeft() {
        ReadXero xero = ReadXero.atTheDoor();
        ReadXero.vendor().willChoose(xero.organisation);
        String link = make(xero.workspace, xero.manager, "xero");
        String other = make(xero.workspace, xero.manager, "xero");
        HttpResponse<String> left = server.post(link, "");
        HttpResponse<String> elsewhere = server.post(other, "");

        assertThat(comeBack(left).statusCode()).isEqualTo(410);
        assertThat(comeBack(left, cookie(elsewhere)).statusCode()).isEqualTo(410);
        assertThat(comeBack(left, COOKIE + secret(link) + "." + "A".repeat(43)).statusCode())
                .isEqualTo(410);
        assertThat(comeBack(left, cookie(left)).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("isolation-44")
    void whoLeavesLaterByTheSameLinkTakesTheWayBackAlong() {
        ReadXero xero = ReadXero.atTheDoor();
        ReadXero.vendor().willChoose(xero.organisation);
        String link = make(xero.workspace, xero.manager, "xero");
        HttpResponse<String> first = server.post(link, "");
        HttpResponse<String> second = server.post(link, "");

        assertThat(comeBack(first, cookie(first)).statusCode()).isEqualTo(410);
        assertThat(comeBack(second, cookie(second)).statusCode()).isEqualTo(200);
    }

    /** Whoever holds a link can leave by it as often as they like, and fills neither tables nor the log. */
    @Test
    @Attack("isolation-54")
    void departuresByOneLinkAreBounded() {
        ReadXero xero = ReadXero.atTheDoor();
        xero.willChoose(xero.organisation);
        String link = make(xero.workspace, xero.manager, "xero");
        HttpResponse<String> last = server.post(link, "");
        for (int left = 1; left < Consents.MOST_DEPARTURES; left++) {
            last = server.post(link, "");
        }

        HttpResponse<String> refused = server.post(link, "");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .contains("ask who sent the link for a new one")
                .doesNotContain("/authorize");
        assertThat(xero.consents()).hasSize(Consents.MOST_DEPARTURES);
        assertThat(xero.trail("connection.consent-asked")).hasSize(Consents.MOST_DEPARTURES);
        assertThat(comeBack(last, cookie(last)).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("isolation-54")
    void waysBackThatAreNoneAreCountedAndNotWrittenDownOneByOne() {
        ReadXero xero = ReadXero.atTheDoor();
        xero.willChoose(xero.organisation);
        String link = make(xero.workspace, xero.manager, "xero");
        HttpResponse<String> left = server.post(link, "");
        String guessed = "/connect/xero?code=x&state=~." + "A".repeat(43);

        for (int guess = 0; guess < 30; guess++) {
            assertThat(server.get(guessed, "Cookie", cookie(left)).statusCode()).isIn(410, 429);
        }

        assertThat(xero.trail("connection.consent-refused")).hasSizeBetween(1, 10);
        assertThat(comeBack(left, cookie(left)).statusCode()).isEqualTo(200);
    }

    /** A member's way back, with its session, is no way for somebody without. */
    @Test
    @Attack("isolation-44")
    void aMembersStateOpensNothingToAStranger() {
        ReadXero xero = ReadXero.atTheDoor();
        ReadXero.vendor().willChoose(xero.organisation);
        URI back = URI.create(ReadXero.header(xero.leave()).replace(" ", "%20"));

        HttpResponse<String> answer = server.get(back.getRawPath() + "?" + back.getRawQuery());

        assertThat(answer.headers().firstValue("Location")).hasValue("/signed-out");
        assertThat(server.get(back.getRawPath() + "?code=x&state=~"
                                + back.getRawQuery().replaceAll(".*state=", ""))
                        .statusCode())
                .isEqualTo(410);
        assertThat(xero.connections()).isEmpty();
    }

    @Test
    void lookingUsesNothingUp() {
        String link = make("stripe");

        for (int preview = 0; preview < 10; preview++) {
            assertThat(server.get(link).statusCode()).isEqualTo(200);
        }

        assertThat(server.send(server.request(link).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(paste(link, ReadStripe.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void ofTwoWhoUseItAtOnceOneConnects() throws Exception {
        String link = make("stripe");
        Callable<Integer> use = () -> paste(link, ReadStripe.KEY).statusCode();

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = both.invokeAll(List.of(use, use, use)).stream()
                    .map(answer -> answer.resultNow())
                    .sorted()
                    .toList();

            assertThat(answers).startsWith(200);
            assertThat(answers.subList(1, 3)).isSubsetOf(409, 410);
        }
        assertThat(connections()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_live_synthetic0000000000000000",
                "pk_live_synthetic0000000000000000",
                "rk_live_",
                "",
                "\u0000"
            })
    void whatIsNoRestrictedKeyLeavesTheLinkAsItWas(String pasted) {
        String link = make("stripe");

        HttpResponse<String> answer = paste(link, pasted);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Not taken:").doesNotContain("synthetic0000");
        assertThat(connections()).isEmpty();
        assertThat(paste(link, ReadStripe.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("isolation-41")
    void aKeyThatTheVendorRefusesLeavesTheLinkAsItWas() {
        String link = make("stripe");

        HttpResponse<String> answer = paste(link, UNKNOWN);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Not taken: Stripe does not accept the key; make a new one and paste it.")
                .doesNotContain(UNKNOWN, "con_", workspace.slug().value());
        assertThat(connections()).isEmpty();
        assertThat(trail())
                .contains("link connection.added", "system:sync connection.removed")
                .doesNotContain("link connection.link-used");
        assertThat(inside(() -> server.bean(ConnectLinks.class).open())).hasSize(1);
        assertThat(paste(link, ReadStripe.KEY).body()).contains("Thank you", "Stripe accepts the key");
        assertThat(server.get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void aKeyThatNobodyCouldTryInTimeUsesTheLinkUpAndThatIsSaid() {
        String link = make("stripe");
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);

        HttpResponse<String> answer = paste(link, ReadStripe.KEY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("whether Stripe accepts it is not known yet")
                .doesNotContain("accepts the key");
        assertThat(connections()).hasSize(1);
        assertThat(trail()).contains("link connection.link-used");
        assertThat(server.get(link).statusCode()).isEqualTo(410);
    }

    /** What came of a key is known, and its link was withdrawn meanwhile: nothing gives it back. */
    @Test
    @Attack("isolation-43")
    void aLinkThatIsWithdrawnWhileAKeyIsTriedStaysWithdrawn() {
        ConnectLinks links = server.bean(ConnectLinks.class);
        ConnectLinks.Made made = inside(() -> links.make("stripe", Actor.OPERATOR));
        String path = made.link().address().getPath();
        Credential secret = Credential.of(secret(path));

        assertThat(links.begin(secret, _ -> true)).isInstanceOf(ConnectLinks.Try.Begun.class);
        assertThat(links.begin(secret, _ -> true)).isInstanceOf(ConnectLinks.Try.UnderWay.class);
        assertThat(paste(path, ReadStripe.KEY).statusCode()).isEqualTo(409);
        inside(() -> {
            links.withdraw(made.id(), Actor.OPERATOR);
            return true;
        });
        links.settle(secret, false);

        assertThat(server.get(path).statusCode()).isEqualTo(410);
        assertThat(connections()).isEmpty();
    }

    /** A server that was stopped between: nobody settles it, and the link lives on. */
    @Test
    void aTryThatNobodySettlesHoldsTheLinkForAMinuteAtMost() {
        String link = make("stripe");
        server.bean(ConnectLinks.class).begin(Credential.of(secret(link)), _ -> true);
        assertThat(server.get(link).statusCode()).isEqualTo(200);

        server.asAdministrator("update mullion.connect_link set trying_until = trying_until - interval '61 seconds'"
                + " where workspace_id = '" + workspace.id().value() + "'");

        assertThat(paste(link, ReadStripe.KEY).statusCode()).isEqualTo(200);
    }

    /** Where the operator has not set the vendor up, nobody could go on by a link. */
    @Test
    void noLinkIsOfferedForAVendorThatIsNotSetUp() {
        TestServer plain = TestServer.shared();
        Workspace here = plain.newWorkspace();

        String page = plain.get(
                        "/w/" + here.slug() + "/integrations/connect/xero",
                        plain.manager(here).header())
                .body();

        assertThat(page).contains("has to set").doesNotContain("Make a link for the owner");
    }

    @Test
    void refusesAFormThatTheWebServerWouldKeep() {
        String link = make("stripe");

        assertThat(server.post(link, "secret=" + ReadStripe.KEY).statusCode()).isEqualTo(422);
        assertThat(send(link, "secret=" + "x".repeat(5_000)).statusCode()).isEqualTo(422);
        assertThat(connections()).isEmpty();
    }

    /**
     * Of the workspace a stranger sees its name and who asks; that it is connected already, in which mode, is not said.
     */
    @Test
    @Attack("isolation-41")
    void tellsAStrangerNothingOfTheWorkspace() {
        inside(() -> server.bean(Connections.class).addKeyed("stripe", Connection.Mode.LIVE, Actor.OPERATOR));
        String link = make("stripe");

        String page = server.get(link).body();
        String refused = paste(link, "rk_test_synthetic0000000000000000").body();

        assertThat(page).contains(workspace.name(), manager.name());
        assertThat(page + refused)
                .doesNotContain(workspace.slug().value(), workspace.id().value().toString(), manager.email())
                .doesNotContain("con_", "live mode");
        assertThat(refused).contains("takes no key of this mode");
    }

    @Test
    @Attack("isolation-41")
    void whatWorksNoMoreIsOneAndTheSamePage() {
        String used = make("stripe");
        paste(used, ReadStripe.KEY);
        String withdrawn = make("stripe");
        withdraw(withdrawn);
        String expired = make("stripe");
        server.asAdministrator("update mullion.connect_link set expires_at = made_at where workspace_id = '"
                + workspace.id().value() + "' and used_at is null and withdrawn_at is null");
        String guessed = ConnectLinks.PATH + "A".repeat(43);

        String page = server.get(guessed).body();

        assertThat(page).contains("This link is not valid any more", "Ask the person who sent it for a new one");
        for (String link : List.of(used, withdrawn, expired, guessed, ConnectLinks.PATH + "short")) {
            assertThat(server.get(link).statusCode()).isEqualTo(410);
            assertThat(server.get(link).body()).isEqualTo(page);
        }
        assertThat(paste(expired, ReadStripe.KEY).body()).isEqualTo(page);
    }

    @Test
    @Attack("isolation-43")
    void endsWithItsMakersRightAndDoesNotComeBackWithIt() {
        TestServer.Member demoted = server.person(workspace, "settings:read,settings:manage");
        TestServer.Member removed = server.person(workspace, "settings:read,settings:manage");
        String one = make(workspace, demoted, "stripe");
        String other = make(workspace, removed, "stripe");
        People people = server.bean(People.class);

        people.changePermissions(workspace.id(), demoted.id(), Permissions.parse("settings:read"), Actor.OPERATOR);
        people.remove(workspace.id(), removed.id(), Actor.OPERATOR);

        assertThat(List.of(server.get(one).statusCode(), server.get(other).statusCode()))
                .containsOnly(410);
        people.changePermissions(workspace.id(), demoted.id(), Permissions.parse("settings:manage"), Actor.OPERATOR);
        assertThat(server.get(one).statusCode()).isEqualTo(410);
        assertThat(connections()).isEmpty();
    }

    /** Somebody took the right away past the module that withdraws links. */
    @Test
    @Attack("isolation-43")
    void isJudgedByItsMakersRightWhenItIsUsed() {
        TestServer.Member maker = server.person(workspace, "settings:read,settings:manage");
        String link = make(workspace, maker, "stripe");
        server.asAdministrator("update mullion.member set permissions = '{settings:read}' where person_id = '"
                + maker.id().value() + "'");

        assertThat(server.get(link).statusCode()).isEqualTo(410);
        assertThat(inside(() -> server.bean(ConnectLinks.class).open())).isEmpty();
    }

    @Test
    void oneThatATokenMadeEndsWithTheToken() {
        String token = server.token(workspace, "settings:manage");
        HttpResponse<String> made = byApi(token, "{\"connector\":\"stripe\"}", "first");
        String link = made.body().replaceAll(".*\"url\":\"[^\"]*(/connect/link/[^\"]*)\".*", "$1");
        assertThat(server.get(link).body()).contains("a program of the workspace");

        server.asAdministrator("update mullion.api_token set revoked_at = now() where workspace_id = '"
                + workspace.id().value() + "'");

        assertThat(server.get(link).statusCode()).isEqualTo(410);
    }

    @Test
    @Attack({"isolation-48", "audit-32"})
    void aRepeatedRequestMakesNoSecondLinkAndShowsNoAddressAgain() {
        String token = server.token(workspace, "settings:manage");

        HttpResponse<String> made = byApi(token, "{\"connector\":\"stripe\"}", "same");
        HttpResponse<String> again = byApi(token, "{\"connector\":\"stripe\"}", "same");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).doesNotContain("/connect/link/");
        assertThat(inside(() -> server.bean(ConnectLinks.class).open())).hasSize(1);
        assertThat(byApi(token, "{\"connector\":\"made-up\"}", "other").statusCode())
                .isEqualTo(400);
    }

    @Test
    void nothingOfItsSecretIsStored() {
        String link = make("stripe");
        String secret = secret(link);

        assertThat(rows("select l::text from connect_link l where l.workspace_id = :workspace"))
                .hasSize(1)
                .noneMatch(row -> row.contains(secret));
        assertThat(rows("select encode(r.key, 'escape') from route r where r.workspace_id = :workspace"))
                .noneMatch(row -> row.contains(secret));
    }

    @Test
    @Attack("isolation-41")
    void anotherWorkspacesLinkIsNotFoundBeforeAnythingElse() {
        make("stripe");
        String id = rows("select 'lnk_' || id from connect_link where workspace_id = :workspace")
                .getFirst();
        Workspace neighbour = server.newWorkspace();
        TestServer.Member theirs = server.manager(neighbour);
        String bearer = "Bearer " + server.token(neighbour, "settings:manage");

        HttpResponse<String> page = server.post(
                "/w/" + neighbour.slug() + "/integrations/links/" + id + "/withdraw",
                "_csrf=" + csrf(neighbour, theirs, "stripe"),
                theirs.header());
        HttpResponse<String> api = server.send(server.request(
                        "/api/v1/workspaces/" + neighbour.slug() + "/connect-links/" + id, "Authorization", bearer)
                .DELETE());

        assertThat(List.of(page.statusCode(), api.statusCode())).containsOnly(404);
        assertThat(inside(() -> server.bean(ConnectLinks.class).open())).hasSize(1);
    }

    @Test
    void whoMayNotConnectMakesNone() {
        TestServer.Member reader = server.person(workspace, "settings:read");
        String at = "/w/" + workspace.slug() + "/integrations/connect/stripe/links";

        assertThat(server.get(at, reader.header()).statusCode()).isEqualTo(404);
        assertThat(server.post(at, "_csrf=" + csrf(workspace, manager, "stripe"), reader.header())
                        .statusCode())
                .isIn(403, 404);
        assertThat(rows("select id::text from connect_link where workspace_id = :workspace"))
                .isEmpty();
    }

    @Test
    void isShownWithItsMinutesToWhoMayWithdrawItAndNoMoreThanTwentyAreOpen() {
        for (int made = 0; made < ConnectLinks.MOST_OPEN; made++) {
            make("stripe");
        }
        String at = "/w/" + workspace.slug() + "/integrations/connect/stripe";

        HttpResponse<String> refused =
                server.post(at + "/links", "_csrf=" + csrf(workspace, manager, "stripe"), manager.header());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Not made: this workspace has 20 open links");
        String page = server.get(at, manager.header()).body();
        assertThat(Jsoup.parse(page).select("form[action$=/withdraw]")).hasSize(ConnectLinks.MOST_OPEN);
        assertThat(page).contains("expires", "in 29 min", manager.name()).doesNotContain("/connect/link/");
    }

    /** Whoever tries addresses is stopped long before one opens; a link that opens is not stopped by them. */
    @Test
    void guessesAreLimitedAndCostNobodyElseTheirLink() {
        try (TestServer own = TestServer.start()) {
            Workspace here = own.newWorkspace();
            String link = own.bean(Workspaces.class)
                    .within(here.id(), () -> own.bean(ConnectLinks.class).make("stripe", Actor.OPERATOR))
                    .link()
                    .address()
                    .getPath();

            List<Integer> guesses = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(guess -> own.post(ConnectLinks.PATH + "A".repeat(42) + guess, "")
                            .statusCode())
                    .toList();

            assertThat(guesses).startsWith(410, 410).endsWith(429, 429);
            assertThat(own.get(link).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFormOfAnotherSiteUsesNothing() {
        String link = make("stripe");

        HttpResponse<String> answer = server.send(server.request(link, "Sec-Fetch-Site", "cross-site")
                .header("Content-Type", TEXT)
                .POST(HttpRequest.BodyPublishers.ofString("secret=" + ReadStripe.KEY)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(server.get(link).statusCode()).isEqualTo(200);
    }

    /** A server with several organisations behind one consent: somebody of the workspace says which. */
    @Test
    void ofSeveralOrganisationsSomebodyOfTheWorkspaceSaysWhich() {
        ReadXero xero = ReadXero.atTheDoor();
        ReadXero.vendor().willChoose(xero.organisation, Organisation.of("Second Made-up", "USD", "UTC"));
        String link = make(xero.workspace, xero.manager, "xero");
        HttpResponse<String> left = server.post(link, "");

        assertThat(comeBack(left, cookie(left)).statusCode()).isEqualTo(200);

        xero.await(() -> server.get("/w/" + xero.workspace.slug() + "/integrations", xero.manager.header())
                .body()
                .contains("Choose organisations"));
        assertThat(xero.connections()).isEmpty();
    }

    private String make(String connector) {
        return make(workspace, manager, connector);
    }

    /** As a manager's browser does; the path of the address that the page shows. */
    private String make(Workspace where, TestServer.Member who, String connector) {
        String at = "/w/" + where.slug() + "/integrations/connect/" + connector + "/links";
        String page = server.post(at, "_csrf=" + csrf(where, who, connector), who.header())
                .body();
        return URI.create(Jsoup.parse(page).select("#owner-link").attr("value")).getPath();
    }

    private String csrf(Workspace where, TestServer.Member who, String connector) {
        String page = server.get("/w/" + where.slug() + "/integrations/connect/" + connector + "/links", who.header())
                .body();
        return Jsoup.parse(page).select("meta[name=csrf]").attr("content");
    }

    private void withdraw(String link) {
        String at = "/w/" + workspace.slug() + "/integrations/connect/stripe";
        String action = Jsoup.parse(server.get(at, manager.header()).body())
                .select("form[action$=/withdraw]")
                .attr("action");
        assertThat(server.get(link).statusCode()).isEqualTo(200);
        assertThat(server.post(action, "_csrf=" + csrf(workspace, manager, "stripe"), manager.header())
                        .statusCode())
                .isEqualTo(303);
    }

    private HttpResponse<String> byApi(String token, String body, String key) {
        return server.send(server.request(
                        "/api/v1/workspaces/" + workspace.slug() + "/connect-links",
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> paste(String link, String key) {
        return send(link, "secret= " + key + " \r\n");
    }

    private HttpResponse<String> send(String link, String body) {
        return server.send(
                server.request(link).header("Content-Type", TEXT).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Over Xero's page, with these cookies. */
    private HttpResponse<String> comeBack(HttpResponse<String> left, String... cookie) {
        String xero = Jsoup.parse(left.body())
                .select("a[href*=/identity/connect/authorize]")
                .attr("href");
        URI back = URI.create(ReadXero.header(URI.create(xero)).replace(" ", "%20"));
        String[] headers = cookie.length == 0 ? new String[0] : new String[] {"Cookie", cookie[0]};
        return server.get(back.getRawPath() + "?" + back.getRawQuery(), headers);
    }

    private static String cookie(HttpResponse<String> left) {
        String set = left.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).startsWith(COOKIE).contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/");
        return set.substring(0, set.indexOf(';'));
    }

    private static String secret(String link) {
        return link.substring(ConnectLinks.PATH.length());
    }

    private List<Connection> connections() {
        return inside(() -> server.bean(Connections.class).list());
    }

    private List<String> trail() {
        return rows("""
                select case when actor like 'link:%' then 'link' else actor end || ' ' || verb
                  from audit_entry
                 where workspace_id = :workspace
                """);
    }

    private List<String> rows(String sql) {
        return inside(
                () -> server.bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work);
    }

    private static void await(BooleanSupplier until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
