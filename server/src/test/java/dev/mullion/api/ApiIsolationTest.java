package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;
import static dev.mullion.api.Tenants.random;
import static dev.mullion.api.Tenants.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Operations.Operation;
import dev.mullion.api.Tenants.Tenant;
import dev.mullion.identity.People;
import dev.mullion.tenancy.Actor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a workspace's own members and programs can learn of another through the API: nothing. */
class ApiIsolationTest {

    private static final String METRICS = "/engineering/metrics";
    private static final String NOWHERE = "/api/v1/workspaces/no-such-company-at-all";

    private static Tenant b;

    private Tenant a;

    @BeforeAll
    static void theOtherWorkspaceIsBusy() {
        b = Tenants.with(9, 52_000);
    }

    @BeforeEach
    void ownWorkspace() {
        a = Tenants.with(3, 51_000);
    }

    static Stream<Operation> operations() {
        return Operations.routed().stream().filter(Operation::isOfAWorkspace);
    }

    static Stream<Arguments> ids() {
        return operations()
                .filter(Operation::hasId)
                .flatMap(operation ->
                        Stream.of("other", "revoked", "malformed", "long").map(kind -> Arguments.of(operation, kind)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    @Attack({"isolation-41", "audit-22"})
    void answersForAnotherWorkspaceAsForNone(Operation operation) {
        String own = operation.hasId() ? id(operation, "own", a) : "";
        String other = operation.hasId() ? id(operation, "own", b) : "";

        assertThat(call(operation, a.path(""), own).statusCode())
                .isLessThan(410)
                .isNotIn(401, 403, 404);
        HttpResponse<String> theirs = call(operation, b.path(""), other);
        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(seen(theirs)).isEqualTo(seen(call(operation, NOWHERE, other)));
        assertThat(seen(theirs)).isEqualTo(seen(call(operation, b.path(""), own)));
    }

    @ParameterizedTest
    @MethodSource("ids")
    @Attack({"isolation-41", "audit-23"})
    void answersForAnIdOfAnotherWorkspaceAsForARandomOne(Operation operation, String kind) {
        HttpResponse<String> asked = call(operation, a.path(""), id(operation, kind, b));
        HttpResponse<String> nothing = call(operation, a.path(""), id(operation, "random", b));

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(seen(asked)).isEqualTo(seen(nothing));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Workspace",
        "X-Workspace-Id",
        "X-Tenant-Id",
        "X-Forwarded-Host",
        "X-Forwarded-Prefix",
        "X-Forwarded-For",
        "X-Forwarded-User",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "Forwarded",
        "X-Mullion-Workspace"
    })
    @Attack("isolation-42")
    void readsTheTenantFromNoHeader(String header) {
        String slug = b.workspace().slug().value();

        assertThat(seen(a.get(METRICS, header, slug))).isEqualTo(seen(a.get(METRICS)));
        assertThat(seen(a.get(METRICS, header, b.path(METRICS)))).isEqualTo(seen(a.get(METRICS)));
        assertThat(a.send(
                                "GET",
                                b.path(METRICS),
                                "",
                                header,
                                a.workspace().slug().value())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Attack({"isolation-42", "isolation-44"})
    void refusesTwoCredentialsAndTheOnesOfAnotherWorkspace() {
        HttpRequest.Builder two =
                SERVER.request(a.path(METRICS), "Authorization", a.bearer(), "Authorization", b.bearer());
        HttpResponse<String> nowhere =
                Tenants.send("GET", NOWHERE + METRICS, "", "Cookie", a.member().cookie());

        assertThat(SERVER.send(two.GET()).statusCode()).isEqualTo(400);
        assertThat(SERVER.get(
                                a.path(METRICS),
                                "Authorization",
                                b.bearer(),
                                "Cookie",
                                a.member().cookie())
                        .statusCode())
                .isEqualTo(400);
        assertThat(seen(SERVER.get(b.path(METRICS), "Cookie", a.member().cookie())))
                .isEqualTo(seen(nowhere));
        assertThat(SERVER.get(a.path(METRICS), "Cookie", a.member().cookie()).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Attack("isolation-43")
    void forgetsAMemberAndTheirTokensWithTheirRemoval() {
        var leaver = SERVER.person(a.workspace(), "engineering:read");
        assertThat(SERVER.get(a.path(METRICS), leaver.header()).statusCode()).isEqualTo(200);

        SERVER.bean(People.class).remove(a.workspace().id(), leaver.id(), Actor.OPERATOR);

        assertThat(seen(SERVER.get(a.path(METRICS), leaver.header())))
                .isEqualTo(seen(SERVER.get(NOWHERE + METRICS, leaver.header())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
                "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.x",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2Rldi9udWxsIn0.e30.AAAA"
            })
    @Attack("isolation-43")
    void takesNoSessionThatNamesItsOwnAlgorithmOrKey(String forged) {
        assertThat(SERVER.get(a.path(METRICS), "Cookie", "__Host-mullion=" + forged)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @Attack("isolation-41")
    void showsNothingToAMemberWithoutTheKey() {
        String few = "Bearer " + SERVER.token(a.workspace(), "hiring:read");
        operations().forEach(operation -> {
            String id = operation.hasId() ? id(operation, "own", a) : "";
            String path = a.path(
                    a.filled(operation.path().substring("/api/v1/workspaces/{slug}".length()), id) + query(operation));
            HttpResponse<String> answer = Tenants.send(operation.method(), path, body(operation), "Authorization", few);
            assertThat(answer.statusCode()).as(operation.toString()).isEqualTo(404);
        });
    }

    @Test
    @Attack("isolation-37")
    void countsOnlyItsOwn() {
        JsonNode metrics = read(a.get(METRICS + "?days=800"));

        assertThat(metrics.path("cycleTime").path("merged").asInt()).isEqualTo(3);
        assertThat(metrics.path("reviewLoad").path("people").asInt()).isZero();
        assertThat(read(a.get("/engineering/repositories")).path("items").size())
                .isEqualTo(1);
        for (String list : List.of(METRICS + "?days=800&", "/engineering/pull-requests?limit=9&")) {
            String theirs = a.get(list + "repository=rep_52000").body().replace("52000", "N");
            assertThat(theirs)
                    .isEqualTo(a.get(list + "repository=rep_77777").body().replace("77777", "N"));
        }
        assertThat(seen(a.get("/deliveries?connection=" + b.connection())))
                .isEqualTo(seen(a.get("/deliveries?connection=" + random("con_"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=author",
                "order=workspace_id",
                "include=members",
                "expand=connection.secret",
                "fields=secret",
                "filter[author]=x",
                "workspace_id=1",
                "author=x",
                "q=x",
                "limit=1&limit=2",
                "Limit=1",
                "limit[]=1",
                "page=2"
            })
    @Attack("isolation-46")
    void knowsNoFilterSortOrExpansionBeyondTheDescribedOnes(String query) {
        String list = "/engineering/pull-requests?" + query;

        assertThat(a.get(list).statusCode()).isEqualTo(400);
        assertThat(seen(a.send("GET", b.path(list), ""))).isEqualTo(seen(a.send("GET", NOWHERE + list, "")));
    }

    @Test
    @Attack("isolation-47")
    void givesNoTagOfOneWorkspaceAMeaningInAnother() {
        Tenant empty = new Tenant(SERVER.newWorkspace(), a.member(), "", "", "", "", "", "", 0);
        Tenant other = new Tenant(SERVER.newWorkspace(), a.member(), "", "", "", "", "", "", 0);
        String path = METRICS + "?days=7";
        HttpResponse<String> first = SERVER.get(
                empty.path(path), "Authorization", "Bearer " + SERVER.token(empty.workspace(), "engineering:read"));
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second = SERVER.get(
                other.path(path),
                "Authorization",
                "Bearer " + SERVER.token(other.workspace(), "engineering:read"),
                "If-None-Match",
                tag);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(first.headers().firstValue("ETag"));
        assertThat(a.send("GET", b.path(METRICS), "", "If-None-Match", "*").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @Attack("isolation-47")
    void answersPartialAndBodilessRequestsAlike(String method) {
        String path = a.path(METRICS);
        HttpResponse<String> whole = a.send(method, path, "");
        HttpResponse<String> part = a.send(method, path, "", "Range", "bytes=0-10");

        assertThat(seen(part)).isEqualTo(seen(whole));
        assertThat(seen(a.send(method, b.path(METRICS), "", "Range", "bytes=0-10")))
                .isEqualTo(seen(a.send(method, NOWHERE + METRICS, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engineering/metrics/x.css",
                "/engineering/metrics.css",
                "/engineering/metrics;x.css",
                "/engineering/metrics;a=b",
                "/engineering/%2e%2e/members",
                "/engineering//metrics",
                "/engineering/metrics/",
                "/engineering%2fmetrics",
                "/Engineering/metrics",
                "/engineering/metrics%00",
                "/engineering/metrics%0d%0a",
                "/engineering/../../other/members",
                "/engineering/%252e%252e/members"
            })
    @Attack("isolation-47")
    void hasOneSpellingOfEveryAddress(String path) {
        HttpResponse<String> answer = a.get(path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("no-store"))
                .isEqualTo("no-store");
        assertThat(seen(answer)).isEqualTo(seen(a.send("GET", b.path(path), "")));
    }

    private HttpResponse<String> call(Operation operation, String workspace, String id) {
        String rest = operation.path().substring("/api/v1/workspaces/{slug}".length());
        return a.send(operation.method(), workspace + a.filled(rest, id) + query(operation), body(operation));
    }

    private String body(Operation operation) {
        return switch (operation.toString().substring(operation.toString().lastIndexOf('/'))) {
            case "/connections" ->
                operation.method().equals("POST") ? "{\"connector\":\"github\",\"kind\":\"endpoint\"}" : "";
            case "/keys", "/secret" -> "sk_live_synthetic";
            case "/labels" -> "{\"kept\":true}";
            case "/connect-links" -> operation.method().equals("POST") ? "{\"connector\":\"stripe\"}" : "";
            case "/tokens" ->
                operation.method().equals("POST")
                        ? "{\"name\":\"x\",\"permissions\":[\"engineering:read\"],\"lifeSeconds\":60}"
                        : "";
            case "/aliases" ->
                operation.method().equals("POST") ? "{\"customerHash\":\"" + a.customer() + "\",\"alias\":\"x\"}" : "";
            case "/duplicates" ->
                operation.method().equals("POST")
                        ? "{\"reason\":\"same-job\",\"vendors\":[\"asana\"],\"duplicate\":\"ask\"}"
                        : "";
            case "/rates" ->
                operation.method().equals("POST") ? "{\"reporting\":\"EUR\",\"rates\":[\"USD 0.9 2026-01-31\"]}" : "";
            case "/compliance" -> "{\"rows\":[{\"id\":\"x\",\"severity\":\"low\",\"state\":\"open\"}]}";
            case "/infrastructure" ->
                operation.method().equals("POST")
                        ? "{\"rows\":[{\"provider\":\"x\",\"month\":\"2026-01\",\"amount\":1,\"currency\":\"EUR\"}]}"
                        : "";
            default -> "";
        };
    }

    private static String query(Operation operation) {
        if (operation.path().endsWith("/secret")) {
            return "?kind=api-key";
        }
        if (operation.path().endsWith("/keys")) {
            return "?connector=stripe";
        }
        return operation.path().contains("/imports/") ? "?source=x&asOf=2026-01-01T00:00:00Z" : "";
    }

    private static String id(Operation operation, String kind, Tenant tenant) {
        if (operation.path().contains("/audit/events/")) {
            return event(kind);
        }
        boolean pullRequest = operation.path().contains("pull-requests");
        boolean token = operation.path().contains("tokens");
        boolean link = operation.path().contains("connect-links");
        boolean customer = operation.path().contains("aliases");
        String prefix = customer ? "" : pullRequest ? "pul_" : token ? "tok_" : link ? "lnk_" : "con_";
        return switch (kind) {
            case "own", "other" ->
                pullRequest
                        ? prefix + tenant.first()
                        : customer
                                ? tenant.customer()
                                : token ? tenant.token() : link ? tenant.link() : tenant.connection();
            case "revoked" -> token ? tenant.revoked() : prefix + "1-1-1-1-1";
            case "malformed" -> prefix + "'";
            case "long" -> prefix + "9".repeat(400);
            default -> pullRequest ? prefix + "990099" : random(prefix);
        };
    }

    /** Places are counted in each log of its own, so another's event is one that this log does not reach to. */
    private static String event(String kind) {
        return switch (kind) {
            case "own" -> "evt_1";
            case "malformed" -> "evt_'";
            case "long" -> "evt_" + "9".repeat(400);
            default -> "evt_990099";
        };
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
