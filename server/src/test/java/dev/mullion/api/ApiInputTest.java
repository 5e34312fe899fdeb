package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import dev.mullion.identity.Members;
import dev.mullion.identity.Permissions;
import dev.mullion.tenancy.Workspaces;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.json.JsonMapper;

/** Requests as nobody should write them, and failures as nobody should see them. */
class ApiInputTest {

    private static final String BREAKS = "/api/v1/workspaces/{slug}/breaks";
    private static final String SECRET = "select email from mullion.member at db-7.internal.example.com shard_12";
    private static final RequestMappingInfo ROUTE = RequestMappingInfo.paths(BREAKS)
            .methods(RequestMethod.GET)
            .options(Operations.routes().getBuilderConfiguration())
            .build();

    private static Tenant tenant;
    private static Tenant neighbour;

    @BeforeAll
    static void aRouteThatBreaks() throws NoSuchMethodException {
        tenant = Tenants.with(5, 61_000);
        neighbour = Tenants.with(5, 61_000);
        Operations.routes().registerMapping(ROUTE, new Breaking(), Breaking.class.getDeclaredMethod("breaks"));
    }

    @AfterAll
    static void noRouteThatBreaks() {
        Operations.routes().unregisterMapping(ROUTE);
    }

    /** Work that fails with anything. */
    @FunctionalInterface
    interface Failing {
        String run() throws Throwable;
    }

    /** Does what a test says. */
    static final class Breaking {

        private static Failing next = () -> "nothing";

        String breaks() throws Throwable {
            return next.run();
        }
    }

    static Stream<Supplier<Throwable>> failures() {
        return Stream.of(
                () -> new IllegalStateException(SECRET),
                () -> new AssertionError(SECRET),
                () -> new StackOverflowError(SECRET),
                () -> new OutOfMemoryError(SECRET),
                () -> new SQLException(SECRET, "42P01"),
                () -> new BadSqlGrammarException(SECRET, SECRET, new SQLException(SECRET)),
                () -> new DataIntegrityViolationException(SECRET, new SQLException(SECRET)),
                () -> new IllegalArgumentException(SECRET, new IllegalStateException(SECRET)),
                () -> new Throwable(SECRET));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Attack({"isolation-55", "reliability-54"})
    void tellsNothingOfWhatFailed(Supplier<Throwable> failure) {
        Breaking.next = () -> {
            throw failure.get();
        };

        HttpResponse<String> answer = tenant.get("/breaks");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).containsPattern("\"requestId\":\"req_[0-9a-f-]{36}\"");
        assertThat(answer.body() + answer.headers().map())
                .doesNotContainIgnoringCase("select")
                .doesNotContain("member", "shard", "internal.example", "Exception", "Error", "dev.mullion", "\tat ")
                .doesNotContain(
                        tenant.workspace().slug().value(),
                        tenant.workspace().id().value().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or 1=1 --",
                "'; drop table member; --",
                "\" or \"\"=\"",
                "1) union select 1",
                "%",
                "_",
                "\u0000",
                "a\u0000b",
                "2147483647",
                "2147483648",
                "-1",
                "0",
                "9223372036854775808",
                "1e9",
                "0x10",
                "NaN",
                "null",
                "true",
                "[]",
                "{}",
                "$.a",
                "\u212A",
                "\u017F",
                "\u0130",
                "\uFF11",
                "../..",
                "rep_0",
                "rep_-1",
                "rep_01",
                "rep_9223372036854775808",
                "con_1-1-1-1-1",
                "pul_1;",
                "open,",
                ",",
                "OPEN",
                "opeN",
                " ",
                "\n"
            })
    @Attack("reliability-37")
    void refusesNonsenseInEveryPlaceOfEveryRead(String nonsense) {
        String bearer =
                "Bearer " + SERVER.token(tenant.workspace(), Permissions.all().toString());
        String value = URLEncoder.encode(nonsense, StandardCharsets.UTF_8);
        Operations.routed().stream()
                .filter(operation ->
                        operation.isOfAWorkspace() && operation.method().equals("GET"))
                .filter(operation -> !operation.path().equals(BREAKS))
                .forEach(operation -> {
                    String rest = operation.path().substring("/api/v1/workspaces/{slug}".length());
                    String path = rest.replaceAll("\\{[a-z]+}", Matcher.quoteReplacement(value.replace("+", "%20")));
                    if (!path.equals(rest)) {
                        assertThat(get(bearer, path).statusCode()).as(path).isIn(400, 404);
                    }
                    String known = rest.replaceAll("\\{[a-z]+}", "pul_61000");
                    operation
                            .query()
                            .forEach(name -> assertThat(get(bearer, known + "?" + name + "=" + value)
                                            .statusCode())
                                    .as(known + " " + name)
                                    .isEqualTo(400));
                    assertThat(get(bearer, known + "?" + value + "=1").statusCode())
                            .isEqualTo(400);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"name\"",
                "7",
                "{",
                "{}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60} {}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60,\"workspace_id\":\"x\"}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60,\"madeBy\":\"operator\"}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60,\"id\":\"tok_x\"}",
                "{\"name\":\"x\",\"name\":\"y\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60}",
                "{\"name\":\"x\",\"n\\u0061me\":\"y\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60}",
                "{\"\u212Aname\":\"x\",\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60}",
                "{\"name\":[\"x\"],\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60}",
                "{\"name\":7,\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60}",
                "{\"name\":\"a\\u0000b\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60}",
                "{\"name\":\"x\",\"permissions\":\"engineering:read\",\"lifeSeconds\":60}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read,settings:manage\"],\"lifeSeconds\":60}",
                "{\"name\":\"x\",\"permissions\":[],\"lifeSeconds\":60}",
                "{\"name\":\"x\",\"permissions\":[[\"engineering:read\"]],\"lifeSeconds\":60}",
                "{\"name\":\"x\",\"permissions\":[\"ENGINEERING:read\"],\"lifeSeconds\":60}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":\"60\"}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60.5}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":[60]}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":2147483648}",
                "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":1e400}"
            })
    @Attack({"isolation-45", "reliability-37"})
    void takesNoBodyButTheDescribedOne(String body) {
        String before = tenant.get("/tokens").body();

        HttpResponse<String> answer = tenant.asMember("POST", "/tokens", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:mullion:invalid-request");
        assertThat(tenant.get("/tokens").body()).isEqualTo(before);
    }

    @Test
    @Attack("isolation-45")
    void refusesABodyThatIsTooLongOrOfAnotherKind() {
        String length = "{\"name\":\"" + "x".repeat(70_000) + "\"}";
        String deep = "[".repeat(20_000);

        assertThat(tenant.asMember("POST", "/tokens", length).statusCode()).isEqualTo(400);
        assertThat(tenant.asMember("POST", "/tokens", deep).statusCode()).isEqualTo(400);
        assertThat(SERVER.post(tenant.path("/connections"), "connector=github", "Authorization", tenant.bearer())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesABodyWhereNoneIsDescribed() {
        String unknown = "/connections/con_00000000-0000-7000-8000-000000000000/sync";

        HttpResponse<String> refused = tenant.asMember("POST", unknown, "{\"x\":1}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("send none");
        assertThat(tenant.asMember("POST", unknown, "").statusCode()).isEqualTo(404);
    }

    @Test
    @Attack("reliability-37")
    void keepsANameAsItIsWrittenAndRunsNoneOfIt() {
        String name = "'); drop table member; --";
        HttpResponse<String> made = tenant.asMember(
                "POST",
                "/tokens",
                "{\"name\": \"" + name + "\", \"permissions\": [\"engineering:read\"], \"lifeSeconds\": 60}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(tenant.get("/tokens").body()).contains(name);
        assertThat(SERVER.bean(Workspaces.class)
                        .within(
                                tenant.workspace().id(),
                                () -> SERVER.bean(Members.class).list()))
                .hasSize(1);
    }

    @Test
    @Attack({"reliability-36", "isolation-37"})
    void refusesEveryCursorButItsOwnListsOneAlike() {
        String list = "/engineering/pull-requests?limit=2";
        String cursor = cursor(tenant, list);
        List<String> wrong = new ArrayList<>(List.of(
                "",
                "x",
                cursor + "A",
                cursor.substring(1),
                cursor + "=",
                cursor(neighbour, list),
                cursor(tenant, "/engineering/pull-requests?state=merged&limit=2"),
                cursor(tenant, "/audit?limit=2")));
        for (int place = 0; place < cursor.length(); place++) {
            char other = cursor.charAt(place) == 'A' ? 'B' : 'A';
            wrong.add(cursor.substring(0, place) + other + cursor.substring(place + 1));
        }

        assertThat(tenant.get(list + "&cursor=" + cursor).statusCode()).isEqualTo(200);
        assertThat(wrong.stream()
                        .map(edited -> Tenants.seen(tenant.get(list + "&cursor=" + edited)))
                        .distinct()
                        .toList())
                .singleElement()
                .asString()
                .startsWith("400");
        assertThat(tenant.get("/engineering/pull-requests?state=open&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void saysWhichMethodsAnAddressTakes() {
        HttpResponse<String> answer = tenant.send("PUT", tenant.path("/connections"), "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
        assertThat(answer.body()).contains("urn:mullion:method");
    }

    private static String cursor(Tenant of, String list) {
        return JsonMapper.shared().readTree(of.get(list).body()).path("next").asString();
    }

    /** By a credential of the test's own: the shared one would be asked too often. */
    private static HttpResponse<String> get(String bearer, String rest) {
        return SERVER.get(tenant.path(rest), "Authorization", bearer);
    }
}
