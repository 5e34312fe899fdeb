package dev.mullion.identity.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.identity.Session;
import dev.mullion.identity.SessionCookie;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the page of another site can do in the browser of somebody who is signed in. */
class ForeignSitesTest {

    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    private final Neighbours here = new Neighbours(SERVER.identity);

    @Test
    @Attack("reliability-39")
    void takesAFormOnlyWithTheTokenOfItsSession() {
        Session second = SERVER.identity.session(here.session.person());
        String path = "/w/" + here.a.slug() + "/things";
        String own = SERVER.get("/form-token", "Cookie", here.cookie).body();
        String anothers = SERVER.get(
                        "/form-token",
                        "Cookie",
                        SessionCookie.NAME + "=" + second.token().expose(text -> text))
                .body();

        assertThat(SERVER.post(path, "_csrf=" + own, "Cookie", here.cookie).body())
                .isEqualTo("changed");
        assertThat(SERVER.post(path, "", "Cookie", here.cookie, "X-CSRF-TOKEN", own)
                        .body())
                .isEqualTo("changed");
        assertThat(SERVER.post(path, "_csrf=" + anothers, "Cookie", here.cookie).statusCode())
                .isEqualTo(403);
        for (String wrong : List.of("", "_csrf=", "_csrf=x", "_csrf=" + own.substring(1))) {
            assertThat(SERVER.post(path, wrong, "Cookie", here.cookie).statusCode())
                    .isEqualTo(403);
            assertThat(SERVER.post("/api/v1/workspaces/" + here.a.slug() + "/things", wrong, "Cookie", here.cookie)
                            .statusCode())
                    .isEqualTo(403);
        }
        for (String method : List.of("PUT", "PATCH", "DELETE", "PROPFIND")) {
            assertThat(SERVER.method(method, path, "Cookie", here.cookie).statusCode())
                    .isIn(400, 403);
        }
    }

    @Test
    void asksNoFormTokenOfAnApiToken() {
        assertThat(SERVER.post("/api/v1/workspaces/" + here.a.slug() + "/things", "", "Authorization", here.bearer)
                        .body())
                .isEqualTo("changed");
    }

    @Test
    @Attack("reliability-39")
    void refusesWhatAnotherSiteSends() {
        String path = "/w/" + here.a.slug() + "/things";
        String form =
                "_csrf=" + SERVER.get("/form-token", "Cookie", here.cookie).body();

        for (String site : List.of("cross-site", "same-site", "", "SAME-ORIGIN")) {
            assertThat(SERVER.post(path, form, "Cookie", here.cookie, "Sec-Fetch-Site", site)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(SERVER.post("/link/good", "", "Sec-Fetch-Site", site).statusCode())
                    .isEqualTo(403);
        }
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:8080.evil.example", "")) {
            assertThat(SERVER.post(path, form, "Cookie", here.cookie, "Origin", origin)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(SERVER.post(path, form, "Cookie", here.cookie, "Sec-Fetch-Site", "same-origin", "Origin", "null")
                        .body())
                .isEqualTo("changed");
        assertThat(SERVER.post(path, form, "Cookie", here.cookie, "Origin", "http://127.0.0.1:8080")
                        .body())
                .isEqualTo("changed");
    }

    @Test
    @Attack("reliability-39")
    void allowsNoOtherOriginToRead() {
        HttpResponse<String> answer = SERVER.get(here.own(), "Cookie", here.cookie, "Origin", "null");

        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
        assertThat(SERVER.method("OPTIONS", here.own(), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(401);
    }
}
