package dev.mullion.identity.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.tenancy.Actor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How much one credential, one link and the strangers of one address may ask. */
class RequestLimitsTest {

    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    private final Neighbours here = new Neighbours(SERVER.identity);

    @Test
    @Attack({"isolation-54", "reliability-40"})
    void limitsACredentialAndSaysWhenToComeBack() {
        String path = here.own();
        HttpResponse<String> first = SERVER.get(path, "Authorization", here.bearer);
        assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"credential\";q=20;w=4");
        assertThat(first.headers().firstValue("RateLimit")).contains("\"credential\";r=19;t=1");
        for (int request = 1; request < 20; request++) {
            assertThat(SERVER.get(path, "Authorization", here.bearer).statusCode())
                    .isEqualTo(200);
        }

        HttpResponse<String> refused =
                SERVER.get(path + "?x=1", "Authorization", here.bearer, "X-Forwarded-For", "10.1.2.3");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("RateLimit")).contains("\"credential\";r=0;t=1");
        assertThat(refused.body()).contains("urn:mullion:too-many-requests");
        assertThat(SERVER.get(path, "Cookie", here.cookie).statusCode()).isEqualTo(200);

        SERVER.identity.clock.advance(Duration.ofSeconds(1));
        assertThat(SERVER.get(path, "Authorization", here.bearer).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("reliability-40")
    void limitsAttemptsOnLinksThatDoNotOpenHoweverTheyAreSpelled() {
        for (String path :
                List.of("/link/wrong", "/%6cink/wrong", "/%6C%69nk/wrong", "/l%69nk/wrong", "/link/w%72ong")) {
            assertThat(SERVER.post(path, "").statusCode()).isEqualTo(410);
        }

        for (String path : List.of("/link/wrong", "/%6cink/wrong", "/%73et-up/wrong")) {
            HttpResponse<String> refused = SERVER.post(path, "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("12");
        }
        SERVER.identity.clock.advance(Duration.ofSeconds(12));
        assertThat(SERVER.post("/link/wrong", "").statusCode()).isEqualTo(410);
    }

    @Test
    @Attack("isolation-54")
    void letsALinkThatOpensInWhateverStrangersDidAtTheSameAddress() {
        String link = SERVER.identity
                .signIn
                .link(here.session.person(), Actor.OPERATOR)
                .address()
                .getPath();
        for (int attempt = 0; attempt < 6; attempt++) {
            SERVER.post("/link/wrong", "");
        }
        floodAsAStranger();
        assertThat(SERVER.get("/link/wrong").statusCode()).isEqualTo(429);

        assertThat(SERVER.get(link).statusCode()).isEqualTo(200);
        assertThat(SERVER.post(link, "").statusCode()).isEqualTo(303);
        assertThat(SERVER.post(link, "").statusCode()).isEqualTo(429);
    }

    @Test
    @Attack("isolation-54")
    void answersSessionsAndTokensWhateverStrangersDidAtTheSameAddress() {
        floodAsAStranger();

        assertThat(SERVER.get("/trust").statusCode()).isEqualTo(429);
        assertThat(SERVER.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(SERVER.get(here.own(), "Cookie", here.cookie).statusCode()).isEqualTo(200);
        assertThat(SERVER.get(here.own(), "Authorization", here.bearer).statusCode())
                .isEqualTo(200);
        assertThat(SERVER.post("/link/wrong", "", "Cookie", here.cookie, "X-CSRF-TOKEN", formToken())
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void limitsALinkThatOpensAsOneCredential() {
        String link = SERVER.identity
                .signIn
                .link(here.session.person(), Actor.OPERATOR)
                .address()
                .getPath();
        for (int request = 0; request < 20; request++) {
            assertThat(SERVER.get(link).statusCode()).isEqualTo(200);
        }

        assertThat(SERVER.get(link).statusCode()).isEqualTo(429);
        assertThat(SERVER.get("/trust").statusCode()).isEqualTo(200);
    }

    private String formToken() {
        return SERVER.get("/form-token", "Cookie", here.cookie).body();
    }

    private static void floodAsAStranger() {
        for (int request = 0; request < 60; request++) {
            SERVER.get("/trust");
        }
    }
}
