package dev.mullion.identity.http;

import static dev.mullion.identity.http.Neighbours.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What stands on every answer, so that no browser and no cache does more with it than it may. */
class AnswerHeadersTest {

    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    private final Neighbours here = new Neighbours(SERVER.identity);

    @Test
    @Attack("isolation-47")
    void putsTheSameHeadersOnEveryAnswer() {
        for (HttpResponse<String> answer : List.of(
                SERVER.get("/healthz"),
                SERVER.get("/no/such/page"),
                SERVER.get("/no/such/page", "Cookie", here.cookie),
                SERVER.get("/breaks", "Cookie", here.cookie),
                SERVER.get(here.own(), "Cookie", here.cookie),
                SERVER.get(thing(here.b.slug().value(), "own"), "Cookie", here.cookie),
                SERVER.get(here.own() + "/x.css", "Cookie", here.cookie),
                SERVER.post("/w/x/things", "", "Cookie", here.cookie))) {
            assertThat(answer.headers().map()).containsEntry("Cache-Control", List.of("no-store"));
            assertSecurityHeaders(answer);
        }
        HttpResponse<String> asset = SERVER.get("/assets/app.css");
        assertSecurityHeaders(asset);
        assertThat(asset.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(SERVER.get("/assets/none.css").headers().firstValue("Cache-Control"))
                .contains("no-store");
        assertThat(SERVER.get("/no/such/page", "Cookie", here.cookie).headers().map())
                .doesNotContainKey("Set-Cookie");
    }

    private static void assertSecurityHeaders(HttpResponse<String> answer) {
        assertThat(answer.headers().map())
                .containsEntry("Strict-Transport-Security", List.of("max-age=31536000; includeSubDomains"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Referrer-Policy", List.of("no-referrer"))
                .containsEntry("Cross-Origin-Opener-Policy", List.of("same-origin"))
                .containsEntry("Cross-Origin-Resource-Policy", List.of("same-origin"))
                .containsKey("Permissions-Policy")
                .containsEntry(
                        "Content-Security-Policy",
                        List.of("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                                + " frame-ancestors 'none'"));
    }
}
