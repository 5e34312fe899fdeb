package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.sandbox.xero.Organisation;
import java.net.URI;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** The owner of an organisation, who is nobody's member, consents at Xero by a link that a manager sent them. */
class ConsentByLinkTest {

    private static final String COOKIE = "__Host-mullion-connect=";

    private final TestServer server = ReadGitHub.server();
    private final ReadXero xero = ReadXero.atTheDoor();
    private final ConnectByLink here = ConnectByLink.toXero(xero);

    @Test
    @Attack("secrets-29")
    void anOwnerConsentsAtXeroWithoutASession() {
        xero.fill();
        ReadXero.vendor().willChoose(xero.organisation);
        String link = here.make();

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
        ReadXero.vendor().willChoose();
        String link = here.make();
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
        ReadXero.vendor().willChoose(xero.organisation);
        String link = here.make();
        String other = here.make();
        HttpResponse<String> left = server.post(link, "");
        HttpResponse<String> elsewhere = server.post(other, "");

        assertThat(comeBack(left).statusCode()).isEqualTo(410);
        assertThat(comeBack(left, cookie(elsewhere)).statusCode()).isEqualTo(410);
        assertThat(comeBack(left, COOKIE + ConnectByLink.secret(link) + "." + "A".repeat(43))
                        .statusCode())
                .isEqualTo(410);
        assertThat(comeBack(left, cookie(left)).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("isolation-44")
    void whoLeavesLaterByTheSameLinkTakesTheWayBackAlong() {
        ReadXero.vendor().willChoose(xero.organisation);
        String link = here.make();
        HttpResponse<String> first = server.post(link, "");
        HttpResponse<String> second = server.post(link, "");

        assertThat(comeBack(first, cookie(first)).statusCode()).isEqualTo(410);
        assertThat(comeBack(second, cookie(second)).statusCode()).isEqualTo(200);
    }

    /** Whoever holds a link can leave by it as often as they like, and fills neither tables nor the log. */
    @Test
    @Attack("isolation-54")
    void departuresByOneLinkAreBounded() {
        xero.willChoose(xero.organisation);
        String link = here.make();
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
        xero.willChoose(xero.organisation);
        String link = here.make();
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

    /** A server with several organisations behind one consent: somebody of the workspace says which. */
    @Test
    void ofSeveralOrganisationsSomebodyOfTheWorkspaceSaysWhich() {
        ReadXero.vendor().willChoose(xero.organisation, Organisation.of("Second Made-up", "USD", "UTC"));
        String link = here.make();
        HttpResponse<String> left = server.post(link, "");

        assertThat(comeBack(left, cookie(left)).statusCode()).isEqualTo(200);

        xero.await(() -> server.get("/w/" + xero.workspace.slug() + "/integrations", xero.manager.header())
                .body()
                .contains("Choose organisations"));
        assertThat(xero.connections()).isEmpty();
    }

    /** Over Xero's page, with these cookies. */
    private HttpResponse<String> comeBack(HttpResponse<String> left, String... cookie) {
        String page = Jsoup.parse(left.body())
                .select("a[href*=/identity/connect/authorize]")
                .attr("href");
        URI back = URI.create(ReadXero.header(URI.create(page)).replace(" ", "%20"));
        String[] headers = cookie.length == 0 ? new String[0] : new String[] {"Cookie", cookie[0]};
        return server.get(back.getRawPath() + "?" + back.getRawQuery(), headers);
    }

    private static String cookie(HttpResponse<String> left) {
        String set = left.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).startsWith(COOKIE).contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/");
        return set.substring(0, set.indexOf(';'));
    }
}
