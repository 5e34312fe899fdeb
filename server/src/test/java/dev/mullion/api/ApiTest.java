package dev.mullion.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiTest {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final String TOKEN =
            "{\"name\": \"CI\", \"permissions\": [\"engineering:read\"], \"lifeSeconds\": 3600}";

    private static Tenant tenant;

    @BeforeAll
    static void oneWorkspace() {
        tenant = Tenants.with(7, 41_000);
    }

    @Test
    void describesExactlyTheOperationsThatThereAre() {
        assertThat(Operations.described()).hasSizeGreaterThan(10).isEqualTo(Operations.routed());
    }

    @Test
    void describesItselfToStrangers() {
        HttpResponse<String> answer = Tenants.SERVER.get("/api/v1/openapi.json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Operations.DESCRIPTION.path("openapi").asString()).isEqualTo("3.1.0");
    }

    /** Of what the workspace has nothing. */
    private static final String EMPTY = "/finance/(receivables/credits|mrr/movements)";

    @ParameterizedTest
    @CsvSource({
        "/engineering/metrics, Metrics",
        "/engineering/metrics?days=800&repository=rep_41000, Metrics",
        "/engineering/repositories, RepositoryPage",
        "/engineering/pull-requests, PullRequestPage",
        "/engineering/pull-requests/pul_41000, History",
        "/connectors, ConnectorList",
        "/connectors/xero, Connector",
        "/connectors/jira, Connector",
        "/connections, ConnectionList",
        "/deliveries, DeliveryPage",
        "/deliveries/hours, DeliveryHours",
        "/members, MemberList",
        "/tokens, TokenList",
        "/finance/receivables/invoices?age=late, OpenInvoicePage",
        "/finance/aliases, AliasPage",
        "/finance/receivables/credits, UnappliedCreditPage",
        "/finance/mrr/movements, MrrMovementPage",
        "/finance/rates, Rates",
        "/audit, AuditEventPage",
        "/connections/con_x, Problem",
        "/audit?limit=0&sort=at, Problem"
    })
    void answersAsDescribed(String path, String schema) {
        JsonNode answer = read(tenant.get(path));

        assertThat(Schemas.faults(schema, answer)).isEmpty();
        assertThat(answer.path("items").isMissingNode() || !answer.path("items").isEmpty() || path.matches(EMPTY))
                .isTrue();
    }

    @Test
    void showsAnInvoiceWithItsPaymentsAsDescribed() {
        JsonNode invoice = read(tenant.get("/finance/invoices/" + tenant.connection() + "/invoice-41000"));

        assertThat(Schemas.faults("Invoice", invoice)).isEmpty();
        assertThat(invoice.path("payments")
                        .path("latest")
                        .path(0)
                        .path("amount")
                        .asString())
                .isEqualTo("0.01");
        assertThat(invoice.path("payments").path("tally").asString()).isEqualTo("over");
    }

    @Test
    void countsWhatTheWorkspaceHas() {
        JsonNode metrics = read(tenant.get("/engineering/metrics?days=800"));

        assertThat(metrics.path("cycleTime").path("merged").asInt()).isEqualTo(7);
        assertThat(metrics.path("cycleTime").path("whole").path("medianSeconds").asInt())
                .isEqualTo(18 * 3_600);
        assertThat(metrics.path("definitions").size()).isEqualTo(11);
    }

    @Test
    void tellsTheStoryOfAPullRequestInTheOrderOfTime() {
        JsonNode history = read(tenant.get("/engineering/pull-requests/pul_41000"));

        assertThat(history.path("timeline")
                        .valueStream()
                        .map(moment -> moment.path("kind").asString()))
                .containsExactly("opened", "ready", "review", "merged");
    }

    @ParameterizedTest
    @CsvSource({
        "/engineering/pull-requests, 3",
        "/engineering/pull-requests?state=merged&repository=rep_41000, 2",
        "/audit, 2",
        "/deliveries, 1",
        "/engineering/repositories, 1"
    })
    void leadsThroughEveryPageAndRepeatsNothing(String path, int limit) {
        tenant.get("/audit"); // the first read is an event itself
        List<String> paged = new ArrayList<>();
        String next = tenant.path(path) + (path.contains("?") ? "&" : "?") + "limit=" + limit;
        while (!next.isEmpty()) {
            HttpResponse<String> page = tenant.send("GET", next, "");
            assertThat(page.statusCode()).isEqualTo(200);
            ids(page).forEach(paged::add);
            Matcher link = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
            next = link.find() ? link.group(1) : "";
        }

        assertThat(paged).isNotEmpty().isEqualTo(ids(tenant.get(path)));
    }

    @Test
    void listsOnlyTheStatesAskedForAndRefusesWordsThatAreNone() {
        assertThat(ids(tenant.get("/engineering/pull-requests?state=open,draft")))
                .isEmpty();
        assertThat(tenant.get("/engineering/pull-requests?state=opened").statusCode())
                .isEqualTo(400);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        HttpResponse<String> answer = tenant.get("/engineering/metrics?days=0&repository=7&sort=x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(read(answer)
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactlyInAnyOrder("/days", "/repository", "/sort");
    }

    @Test
    void makesATokenForAPersonShowsItOnceAndRevokesItAtOnce() {
        HttpResponse<String> made = tenant.asMember("POST", "/tokens", TOKEN);
        JsonNode token = read(made);
        String bearer = "Bearer " + token.path("secret").asString();
        String metrics = tenant.path("/engineering/metrics");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(Schemas.faults("MadeToken", token)).isEmpty();
        assertThat(made.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(Tenants.SERVER.get(metrics, "Authorization", bearer).statusCode())
                .isEqualTo(200);
        assertThat(tenant.get("/tokens").body())
                .contains(token.path("id").asString())
                .doesNotContain(bearer.substring(7));

        String address = made.headers().firstValue("Location").orElseThrow();
        assertThat(tenant.send("DELETE", address, "").statusCode()).isEqualTo(204);
        assertThat(Tenants.SERVER.get(metrics, "Authorization", bearer).statusCode())
                .isEqualTo(401);
        assertThat(tenant.send("DELETE", address, "").statusCode()).isEqualTo(404);
    }

    @Test
    void letsNoTokenMakeTokens() {
        assertThat(tenant.send("POST", tenant.path("/tokens"), TOKEN).statusCode())
                .isEqualTo(409);
    }

    @Test
    void makesAnEndpointThatTakesDeliveriesUntilItIsDisconnected() {
        HttpResponse<String> made =
                tenant.send("POST", tenant.path("/connections"), "{\"connector\": \"github\", \"kind\": \"endpoint\"}");
        JsonNode endpoint = read(made);
        String address = made.headers().firstValue("Location").orElseThrow();

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(Schemas.faults("Endpoint", endpoint)).isEmpty();
        assertThat(read(tenant.send("GET", address, ""))).isEqualTo(endpoint.path("connection"));
        JsonNode disconnected = read(tenant.send("POST", address + "/disconnect", ""));
        assertThat(disconnected.path("state").asString()).isEqualTo("disconnected");
        assertThat(tenant.send("POST", address + "/disconnect", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    @Attack("isolation-47")
    void neverServesAStaleTagAndSaysWhoseCopyItIs() {
        HttpResponse<String> first = tenant.get("/engineering/metrics");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = tenant.get("/engineering/metrics", "If-None-Match", tag);
        HttpResponse<String> other = tenant.get("/engineering/metrics?days=91", "If-None-Match", tag);

        assertThat(first.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(String.join(", ", first.headers().allValues("Vary")))
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("cookie");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
    }

    private static List<String> ids(HttpResponse<String> page) {
        return read(page)
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
