package dev.mullion.identity.http;

import static dev.mullion.identity.http.Neighbours.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permissions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Who is let in, as whom, and what everybody else is told. */
class SecurityTest {

    private static final String TWO_CREDENTIALS = "two-credentials";

    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    private final Neighbours here = new Neighbours(SERVER.identity);

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
        assertThat(SERVER.get(path).body()).isEqualTo("open");
        assertThat(SERVER.method("HEAD", path).statusCode()).isEqualTo(200);
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
        HttpResponse<String> answer = SERVER.get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/signed-out");
        assertThat(answer.body()).isEmpty();
        assertThat(SERVER.get("/signed-out").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsStrangersAtTheApiNothing() {
        HttpResponse<String> there = SERVER.get(here.own());
        HttpResponse<String> nowhere = SERVER.get("/api/v2/x");

        assertThat(there.statusCode()).isEqualTo(401);
        assertThat(there.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(there.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(there.body()).contains("urn:mullion:not-signed-in").isEqualTo(nowhere.body());
        assertThat(SERVER.post("/api/v1/workspaces/" + here.a.slug() + "/things", "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(SERVER.post("/healthz", "").statusCode()).isEqualTo(303);
        assertThat(SERVER.get("/w/x", "HX-Request", "true").headers().firstValue("HX-Redirect"))
                .contains("/signed-out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer mul_", "Bearer x", "Basic dXNlcjpwYXNz", "mul_x", "Bearer a b"})
    void takesABadCredentialForNone(String header) {
        HttpResponse<String> answer = SERVER.get("/api/v1/workspaces/x/things/own", "Authorization", header);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(SERVER.get("/healthz", "Authorization", header).statusCode()).isEqualTo(200);
    }

    @Test
    void hasNoUserWithAPassword() {
        assertThat(SERVER.context.getBeanNamesForType(UserDetailsService.class)).isEmpty();
    }

    @Test
    void letsASessionAndATokenReadTheirWorkspace() {
        String path = here.own();

        assertThat(SERVER.get(path, "Cookie", here.cookie).body()).isEqualTo("own of " + here.a.slug());
        assertThat(SERVER.get(path, "Authorization", here.bearer).body()).isEqualTo("own of " + here.a.slug());
        assertThat(SERVER.get("/w/" + here.a.slug() + "/things/own", "Cookie", here.cookie)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Attack({"isolation-41", "isolation-42", "isolation-44"})
    void givesOneAnswerForWhatIsAnothersAndWhatIsNot() {
        String withoutKey = "Bearer "
                + SERVER.identity
                        .token(here.a, Permissions.of(Permission.manage(Domain.FINANCE)))
                        .secret()
                        .expose(text -> text);
        for (String[] credential :
                List.of(new String[] {"Cookie", here.cookie}, new String[] {"Authorization", here.bearer})) {
            Map<String, List<String>> expected = shape(SERVER.get(thing("no-such-place", "own"), credential));
            for (String path : List.of(
                    thing(here.b.slug().value(), "own"),
                    thing(here.b.slug().value(), "other"),
                    thing("NO.SLUG", "own"),
                    thing(here.a.slug().value(), "other"))) {
                assertThat(shape(SERVER.get(path, credential))).isEqualTo(expected);
            }
            assertThat(shape(SERVER.get(here.own(), "Authorization", withoutKey)))
                    .isEqualTo(expected);
            assertThat(expected.get("status")).containsExactly("404");
        }
    }

    @Test
    @Attack({"isolation-41", "isolation-44"})
    void givesOneAnswerOnPagesToo() {
        HttpResponse<String> others = SERVER.get("/w/" + here.b.slug() + "/things/own", "Cookie", here.cookie);
        HttpResponse<String> unknown = SERVER.get("/w/no-such-place/things/own", "Cookie", here.cookie);

        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(others.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    @Attack({"isolation-42", "reliability-38"})
    void refusesARequestThatCouldBeFromTwo() {
        String other = "Bearer "
                + SERVER.identity.token(here.b, Neighbours.READS).secret().expose(text -> text);
        String path = here.own();

        for (HttpResponse<String> answer : List.of(
                SERVER.get(path, "Cookie", here.cookie, "Authorization", here.bearer),
                SERVER.get(path, "Authorization", here.bearer, "Authorization", other),
                SERVER.get(path, "Cookie", here.cookie + "; " + here.cookie))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(TWO_CREDENTIALS);
        }
    }

    @Test
    @Attack("isolation-42")
    void believesNoHeaderAboutWhoOrWhereOrHow() {
        String[] tricks = {
            "Authorization",
            here.bearer,
            "X-Forwarded-Host",
            here.b.slug() + ".example.com",
            "X-Original-URL",
            thing(here.b.slug().value(), "own"),
            "X-Workspace",
            here.b.slug().value(),
            "X-Forwarded-For",
            "10.0.0.1",
            "Forwarded",
            "for=10.0.0.1;host=evil.example",
            "X-HTTP-Method-Override",
            "DELETE"
        };

        assertThat(SERVER.get(here.own(), tricks).body()).isEqualTo("own of " + here.a.slug());
        assertThat(SERVER.get(thing(here.b.slug().value(), "own"), tricks).statusCode())
                .isEqualTo(404);
    }

    @Test
    @Attack("reliability-44")
    void endsWithTheSession() {
        String path = here.own();
        assertThat(SERVER.get(path, "Cookie", here.cookie).statusCode()).isEqualTo(200);

        SERVER.identity.sessions.revoke(here.session.id());

        assertThat(SERVER.get(path, "Cookie", here.cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void knowsTheCallerInALaterDispatchToo() {
        assertThat(SERVER.get("/later", "Cookie", here.cookie).body()).isEqualTo("later for " + here.session.person());
    }

    /** Status, body and headers, but for the clock and the count of requests. */
    private static Map<String, List<String>> shape(HttpResponse<String> answer) {
        Map<String, List<String>> shape = new TreeMap<>(answer.headers().map());
        shape.keySet().removeAll(List.of("date", "Date", "RateLimit", "ratelimit"));
        shape.put("status", List.of(Integer.toString(answer.statusCode())));
        shape.put("body", List.of(answer.body()));
        return shape;
    }
}
