package dev.mullion.identity.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.PersonId;
import dev.mullion.identity.Session;
import dev.mullion.identity.SessionCookie;
import dev.mullion.identity.TestIdentity;
import dev.mullion.limits.LimitSettings;
import dev.mullion.limits.LimitSettings.Limit;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspace;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.userdetails.UserDetailsService;

class SecurityTest {

    private static final String TWO_CREDENTIALS = "two-credentials";
    private static final Permissions READS = Permissions.of(Permission.read(Domain.ENGINEERING));

    private static TestTenancy tenancy;
    private static TestIdentity identity;
    private static TestServer server;

    private Workspace a;
    private Workspace b;
    private Session session;
    private String cookie;
    private String bearer;

    @BeforeAll
    static void start() {
        tenancy = TestTenancy.create();
        LimitSettings standard = LimitSettings.standard();
        identity = new TestIdentity(
                tenancy,
                new LimitSettings(
                        Limit.perSecond(5, 20),
                        standard.workspace(),
                        Limit.perSecond(5, 60),
                        standard.link(),
                        standard.hook()));
        server = new TestServer(identity);
    }

    @AfterAll
    static void stop() {
        server.close();
        tenancy.close();
    }

    @BeforeEach
    void twoWorkspacesAMemberAndAToken() {
        identity.clock.advance(Duration.ofMinutes(2));
        a = tenancy.newWorkspace();
        b = tenancy.newWorkspace();
        identity.member(b, Permissions.all());
        PersonId person = identity.member(a, READS);
        session = identity.session(person);
        cookie = SessionCookie.NAME + "=" + session.token().expose(text -> text);
        bearer = "Bearer " + identity.token(a, READS).secret().expose(text -> text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz",
                "/readyz",
                "/api/v1/openapi.json",
                "/trust",
                "/trust.json",
                "/.well-known/security.txt",
                "/assets/app.css",
                "/link/x",
                "/set-up/x"
            })
    void isOpenToStrangersWhereTheContractSaysSo(String path) {
        assertThat(server.get(path).body()).isEqualTo("open");
        assertThat(server.method("HEAD", path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/w/sample",
                "/no/such/page",
                "/error",
                "/form-token",
                "/actuator",
                "/trust/",
                "/healthz/",
                "/link",
                "/link/x/y",
                "/set-up/",
                "/login",
                "/logout",
                "/default-ui.css"
            })
    void sendsStrangersFromEveryOtherPageToTheOneThatSaysWhy(String path) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/signed-out");
        assertThat(answer.body()).isEmpty();
        assertThat(server.get("/signed-out").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsStrangersAtTheApiNothing() {
        HttpResponse<String> there = server.get("/api/v1/workspaces/" + a.slug() + "/things/own");
        HttpResponse<String> nowhere = server.get("/api/v2/x");

        assertThat(there.statusCode()).isEqualTo(401);
        assertThat(there.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(there.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(there.body()).contains("urn:mullion:not-signed-in").isEqualTo(nowhere.body());
        assertThat(server.post("/api/v1/workspaces/" + a.slug() + "/things", "").statusCode())
                .isEqualTo(401);
        assertThat(server.post("/healthz", "").statusCode()).isEqualTo(303);
        assertThat(server.get("/w/x", "HX-Request", "true").headers().firstValue("HX-Redirect"))
                .contains("/signed-out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer mul_", "Bearer x", "Basic dXNlcjpwYXNz", "mul_x", "Bearer a b"})
    void takesABadCredentialForNone(String header) {
        HttpResponse<String> answer = server.get("/api/v1/workspaces/x/things/own", "Authorization", header);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(server.get("/healthz", "Authorization", header).statusCode()).isEqualTo(200);
    }

    @Test
    void letsASessionAndATokenReadTheirWorkspace() {
        String path = "/api/v1/workspaces/" + a.slug() + "/things/own";

        assertThat(server.get(path, "Cookie", cookie).body()).isEqualTo("own of " + a.slug());
        assertThat(server.get(path, "Authorization", bearer).body()).isEqualTo("own of " + a.slug());
        assertThat(server.get("/w/" + a.slug() + "/things/own", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Attack({"isolation-41", "isolation-42", "isolation-44"})
    void givesOneAnswerForWhatIsAnothersAndWhatIsNot() {
        String withoutKey = "Bearer "
                + identity.token(a, Permissions.of(Permission.manage(Domain.FINANCE)))
                        .secret()
                        .expose(text -> text);
        for (String[] credential : List.of(new String[] {"Cookie", cookie}, new String[] {"Authorization", bearer})) {
            Map<String, List<String>> expected = shape(server.get(thing("no-such-place", "own"), credential));
            for (String path : List.of(
                    thing(b.slug().value(), "own"),
                    thing(b.slug().value(), "other"),
                    thing("NO.SLUG", "own"),
                    thing(a.slug().value(), "other"))) {
                assertThat(shape(server.get(path, credential))).isEqualTo(expected);
            }
            assertThat(shape(server.get(thing(a.slug().value(), "own"), "Authorization", withoutKey)))
                    .isEqualTo(expected);
            assertThat(expected.get("status")).containsExactly("404");
        }
    }

    @Test
    @Attack({"isolation-41", "isolation-44"})
    void givesOneAnswerOnPagesToo() {
        HttpResponse<String> others = server.get("/w/" + b.slug() + "/things/own", "Cookie", cookie);
        HttpResponse<String> unknown = server.get("/w/no-such-place/things/own", "Cookie", cookie);

        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(others.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    @Attack({"isolation-42", "reliability-38"})
    void refusesARequestThatCouldBeFromTwo() {
        String other = "Bearer " + identity.token(b, READS).secret().expose(text -> text);
        String path = thing(a.slug().value(), "own");

        for (HttpResponse<String> answer : List.of(
                server.get(path, "Cookie", cookie, "Authorization", bearer),
                server.get(path, "Authorization", bearer, "Authorization", other),
                server.get(path, "Cookie", cookie + "; " + cookie))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(TWO_CREDENTIALS);
        }
    }

    @Test
    @Attack("isolation-42")
    void believesNoHeaderAboutWhoOrWhereOrHow() {
        String[] tricks = {
            "Authorization",
            bearer,
            "X-Forwarded-Host",
            b.slug() + ".example.com",
            "X-Original-URL",
            thing(b.slug().value(), "own"),
            "X-Workspace",
            b.slug().value(),
            "X-Forwarded-For",
            "10.0.0.1",
            "Forwarded",
            "for=10.0.0.1;host=evil.example",
            "X-HTTP-Method-Override",
            "DELETE"
        };

        assertThat(server.get(thing(a.slug().value(), "own"), tricks).body()).isEqualTo("own of " + a.slug());
        assertThat(server.get(thing(b.slug().value(), "own"), tricks).statusCode())
                .isEqualTo(404);
    }

    @Test
    @Attack("reliability-44")
    void endsWithTheSession() {
        String path = thing(a.slug().value(), "own");
        assertThat(server.get(path, "Cookie", cookie).statusCode()).isEqualTo(200);

        identity.sessions.revoke(session.id());

        assertThat(server.get(path, "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    @Attack("reliability-39")
    void takesAFormOnlyWithTheTokenOfItsSession() {
        Session second = identity.session(session.person());
        String path = "/w/" + a.slug() + "/things";
        String own = server.get("/form-token", "Cookie", cookie).body();
        String anothers = server.get(
                        "/form-token",
                        "Cookie",
                        SessionCookie.NAME + "=" + second.token().expose(text -> text))
                .body();

        assertThat(server.post(path, "_csrf=" + own, "Cookie", cookie).body()).isEqualTo("changed");
        assertThat(server.post(path, "", "Cookie", cookie, "X-CSRF-TOKEN", own).body())
                .isEqualTo("changed");
        assertThat(server.post(path, "_csrf=" + anothers, "Cookie", cookie).statusCode())
                .isEqualTo(403);
        for (String wrong : List.of("", "_csrf=", "_csrf=x", "_csrf=" + own.substring(1))) {
            assertThat(server.post(path, wrong, "Cookie", cookie).statusCode()).isEqualTo(403);
            assertThat(server.post("/api/v1/workspaces/" + a.slug() + "/things", wrong, "Cookie", cookie)
                            .statusCode())
                    .isEqualTo(403);
        }
        for (String method : List.of("PUT", "PATCH", "DELETE", "PROPFIND")) {
            assertThat(server.method(method, path, "Cookie", cookie).statusCode())
                    .isIn(400, 403);
        }
    }

    @Test
    void asksNoFormTokenOfAnApiToken() {
        assertThat(server.post("/api/v1/workspaces/" + a.slug() + "/things", "", "Authorization", bearer)
                        .body())
                .isEqualTo("changed");
    }

    @Test
    @Attack("reliability-39")
    void refusesWhatAnotherSiteSends() {
        String path = "/w/" + a.slug() + "/things";
        String form = "_csrf=" + server.get("/form-token", "Cookie", cookie).body();

        for (String site : List.of("cross-site", "same-site", "", "SAME-ORIGIN")) {
            assertThat(server.post(path, form, "Cookie", cookie, "Sec-Fetch-Site", site)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.post("/link/good", "", "Sec-Fetch-Site", site).statusCode())
                    .isEqualTo(403);
        }
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:8080.evil.example", "")) {
            assertThat(server.post(path, form, "Cookie", cookie, "Origin", origin)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(server.post(path, form, "Cookie", cookie, "Sec-Fetch-Site", "same-origin", "Origin", "null")
                        .body())
                .isEqualTo("changed");
        assertThat(server.post(path, form, "Cookie", cookie, "Origin", "http://127.0.0.1:8080")
                        .body())
                .isEqualTo("changed");
    }

    @Test
    @Attack("reliability-39")
    void allowsNoOtherOriginToRead() {
        HttpResponse<String> answer = server.get(thing(a.slug().value(), "own"), "Cookie", cookie, "Origin", "null");

        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
        assertThat(server.method("OPTIONS", thing(a.slug().value(), "own"), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @Attack("isolation-47")
    void putsTheSameHeadersOnEveryAnswer() {
        for (HttpResponse<String> answer : List.of(
                server.get("/healthz"),
                server.get("/no/such/page"),
                server.get("/no/such/page", "Cookie", cookie),
                server.get("/breaks", "Cookie", cookie),
                server.get(thing(a.slug().value(), "own"), "Cookie", cookie),
                server.get(thing(b.slug().value(), "own"), "Cookie", cookie),
                server.get(thing(a.slug().value(), "own") + "/x.css", "Cookie", cookie),
                server.post("/w/x/things", "", "Cookie", cookie))) {
            assertThat(answer.headers().map()).containsEntry("Cache-Control", List.of("no-store"));
            assertSecurityHeaders(answer);
        }
        HttpResponse<String> asset = server.get("/assets/app.css");
        assertSecurityHeaders(asset);
        assertThat(asset.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(server.get("/assets/none.css").headers().firstValue("Cache-Control"))
                .contains("no-store");
        assertThat(server.get("/no/such/page", "Cookie", cookie).headers().map())
                .doesNotContainKey("Set-Cookie");
    }

    @Test
    @Attack({"isolation-54", "reliability-40"})
    void limitsACredentialAndSaysWhenToComeBack() {
        String path = thing(a.slug().value(), "own");
        HttpResponse<String> first = server.get(path, "Authorization", bearer);
        assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"credential\";q=20;w=4");
        assertThat(first.headers().firstValue("RateLimit")).contains("\"credential\";r=19;t=1");
        for (int request = 1; request < 20; request++) {
            assertThat(server.get(path, "Authorization", bearer).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused =
                server.get(path + "?x=1", "Authorization", bearer, "X-Forwarded-For", "10.1.2.3");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("RateLimit")).contains("\"credential\";r=0;t=1");
        assertThat(refused.body()).contains("urn:mullion:too-many-requests");
        assertThat(server.get(path, "Cookie", cookie).statusCode()).isEqualTo(200);

        identity.clock.advance(Duration.ofSeconds(1));
        assertThat(server.get(path, "Authorization", bearer).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("reliability-40")
    void limitsAttemptsOnLinksThatDoNotOpenHoweverTheyAreSpelled() {
        for (String path :
                List.of("/link/wrong", "/%6cink/wrong", "/%6C%69nk/wrong", "/l%69nk/wrong", "/link/w%72ong")) {
            assertThat(server.post(path, "").statusCode()).isEqualTo(410);
        }

        for (String path : List.of("/link/wrong", "/%6cink/wrong", "/%73et-up/wrong")) {
            HttpResponse<String> refused = server.post(path, "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("12");
        }
        identity.clock.advance(Duration.ofSeconds(12));
        assertThat(server.post("/link/wrong", "").statusCode()).isEqualTo(410);
    }

    @Test
    @Attack("isolation-54")
    void letsALinkThatOpensInWhateverStrangersDidAtTheSameAddress() {
        String link =
                identity.signIn.link(session.person(), Actor.OPERATOR).address().getPath();
        for (int attempt = 0; attempt < 6; attempt++) {
            server.post("/link/wrong", "");
        }
        floodAsAStranger();
        assertThat(server.get("/link/wrong").statusCode()).isEqualTo(429);

        assertThat(server.get(link).statusCode()).isEqualTo(200);
        assertThat(server.post(link, "").statusCode()).isEqualTo(303);
        assertThat(server.post(link, "").statusCode()).isEqualTo(429);
    }

    @Test
    @Attack("isolation-54")
    void answersSessionsAndTokensWhateverStrangersDidAtTheSameAddress() {
        floodAsAStranger();

        assertThat(server.get("/trust").statusCode()).isEqualTo(429);
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(server.get(thing(a.slug().value(), "own"), "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(server.get(thing(a.slug().value(), "own"), "Authorization", bearer)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post("/link/wrong", "", "Cookie", cookie, "X-CSRF-TOKEN", formToken())
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void limitsALinkThatOpensAsOneCredential() {
        String link =
                identity.signIn.link(session.person(), Actor.OPERATOR).address().getPath();
        for (int request = 0; request < 20; request++) {
            assertThat(server.get(link).statusCode()).isEqualTo(200);
        }

        assertThat(server.get(link).statusCode()).isEqualTo(429);
        assertThat(server.get("/trust").statusCode()).isEqualTo(200);
    }

    private String formToken() {
        return server.get("/form-token", "Cookie", cookie).body();
    }

    private static void floodAsAStranger() {
        for (int request = 0; request < 60; request++) {
            server.get("/trust");
        }
    }

    @Test
    void knowsTheCallerInALaterDispatchToo() {
        assertThat(server.get("/later", "Cookie", cookie).body()).isEqualTo("later for " + session.person());
    }

    @Test
    void hasNoUserWithAPassword() {
        assertThat(server.context.getBeanNamesForType(UserDetailsService.class)).isEmpty();
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

    /** Status, body and headers, but for the clock and the count of requests. */
    private static Map<String, List<String>> shape(HttpResponse<String> answer) {
        Map<String, List<String>> shape = new TreeMap<>(answer.headers().map());
        shape.keySet().removeAll(List.of("date", "Date", "RateLimit", "ratelimit"));
        shape.put("status", List.of(Integer.toString(answer.statusCode())));
        shape.put("body", List.of(answer.body()));
        return shape;
    }

    private static String thing(String slug, String thing) {
        return "/api/v1/workspaces/" + slug + "/things/" + thing;
    }
}
