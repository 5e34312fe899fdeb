package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.Overheard;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program sends what opens an account at Stripe, and switches names of things. */
class KeyByProgramTest {

    private static final String TEXT = "text/plain";
    private static final String KEYS = "/keys?connector=stripe";

    private final TestServer server = ReadGitHub.server();
    private final Workspace workspace = server.newWorkspace();
    private final String token = "Bearer " + server.token(workspace, "settings:manage,settings:read");

    @BeforeEach
    void aVendorThatKnowsTheKey() {
        ReadStripe.vendor().show(ReadStripe.account());
        ReadStripe.vendor().feel(StripeMood.KIND);
        ReadStripe.vendor().pageSize(100);
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
    }

    @Test
    void isSealedAndReadSoonAfterAndIsShownNowhere() {
        HttpResponse<String> answer;
        try (Overheard log = Overheard.listen()) {
            answer = send(KEYS, " " + ReadStripe.KEY + "\n", TEXT);
            await(() -> connections().getFirst().state() == Connection.State.ACTIVE);
            assertThat(log.text()).doesNotContain(ReadStripe.KEY);
        }

        Connection made = connections().getFirst();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).hasValue(path("/" + made.id()));
        assertThat(answer.body()).contains("\"mode\":\"live\"").doesNotContain("synthetic");
        assertThat(rows("select verb from audit_entry where workspace_id = :workspace"))
                .contains("connection.added", "secret.stored", "secret.used");
        assertThat(rows("select connection::text from connection where workspace_id = :workspace"))
                .noneMatch(row -> row.contains("synthetic"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_live_synthetic0000000000000000",
                "pk_live_synthetic0000000000000000",
                "rk_live_",
                "rk_live_with blanks 0000000000000",
                " ",
                "\u0001"
            })
    void refusesWhatIsNoRestrictedKeyAndKeepsNothingOfIt(String pasted) {
        HttpResponse<String> answer = send(KEYS, pasted, TEXT);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"in\":\"body\"").doesNotContain("synthetic0000");
        assertThat(connections()).isEmpty();
        assertThat(rows("select field from sealed_intake where workspace_id = :workspace"))
                .isEmpty();
    }

    /** As JSON or a form it would become a text, which nobody overwrites. */
    @ParameterizedTest
    @CsvSource({"application/json", "application/x-www-form-urlencoded", "''"})
    void takesItAsPlainTextAlone(String type) {
        HttpResponse<String> answer = send(KEYS, ReadStripe.KEY, type);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(ReadStripe.KEY);
        assertThat(send(KEYS, "r".repeat(5_000), TEXT).statusCode()).isEqualTo(400);
        assertThat(send("/keys?connector=xero", ReadStripe.KEY, TEXT).statusCode())
                .isEqualTo(400);
        assertThat(connections()).isEmpty();
    }

    @Test
    void takesTheNextKeyOfTheSameModeAndTheSecretOfAnEndpoint() {
        send(KEYS, ReadStripe.KEY, TEXT);
        String at = "/" + connections().getFirst().id() + "/secret?kind=";

        assertThat(send(at + "api-key", "rk_test_synthetic0000000000000000", TEXT)
                        .body())
                .contains("of the other mode");
        assertThat(send(at + "webhook-secret", ReadStripe.KEY, TEXT).body()).contains("starts with whsec_");
        assertThat(send(at + "other", "whsec_synthetic", TEXT).statusCode()).isEqualTo(400);
        assertThat(send(at + "webhook-secret", "whsec_synthetic", TEXT).statusCode())
                .isEqualTo(200);
        await(() ->
                rows("select field from secret where workspace_id = :workspace").contains("webhook-secret"));
        assertThat(send(KEYS, "rk_test_synthetic0000000000000000", TEXT).statusCode())
                .isEqualTo(409);
    }

    @Test
    @Attack("isolation-41")
    void aConnectionOfAnotherWorkspaceIsNotThereWhateverIsSentForIt() {
        ReadStripe theirs = ReadStripe.connected();

        HttpResponse<String> answer = send("/" + theirs.id + "/secret?kind=other", "sk_live_x", TEXT);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(send("/con_00000000-0000-7000-8000-000000000000/secret?kind=other", "sk_live_x", TEXT)
                        .body());
    }

    /** A second sending is answered from what was kept of the first: that must have nothing of the key. */
    @Test
    void sentAgainWithItsKeyOfTheRequestItMakesNoSecondConnection() {
        HttpRequest.Builder first = request(KEYS, ReadStripe.KEY, TEXT).header("Idempotency-Key", "one");
        HttpRequest.Builder again = request(KEYS, ReadStripe.KEY, TEXT).header("Idempotency-Key", "one");

        String body = server.send(first).body();

        assertThat(server.send(again).body()).isEqualTo(body).doesNotContain("synthetic");
        assertThat(connections()).hasSize(1);
    }

    @Test
    void switchesNamesOffAndOn() {
        ReadGitHub link = ReadGitHub.connected();
        link.read();
        String manages = "Bearer " + server.token(link.workspace, "settings:manage");
        String at = "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + link.id + "/labels";

        HttpResponse<String> off = json(at, "{\"kept\":false}", manages);

        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(off.body()).contains("\"labelsKept\":false");
        assertThat(link.inside(() -> ReadGitHub.bean(TenantSql.class)
                        .sql("select count(*) from label where workspace_id = :workspace")
                        .query(Long.class)
                        .single()))
                .isZero();
        assertThat(json(at, "{\"kept\":true}", manages).body()).contains("\"labelsKept\":true");
        assertThat(json(at, "{\"kept\":\"off\"}", manages).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> json(String at, String body, String bearer) {
        return server.send(server.request(at, "Authorization", bearer, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(String rest, String body, String type) {
        return server.send(request(rest, body, type));
    }

    private HttpRequest.Builder request(String rest, String body, String type) {
        HttpRequest.Builder request =
                server.request(path(rest), "Authorization", token).POST(HttpRequest.BodyPublishers.ofString(body));
        return type.isEmpty() ? request : request.header("Content-Type", type);
    }

    private String path(String rest) {
        return "/api/v1/workspaces/" + workspace.slug() + "/connections" + rest;
    }

    private List<Connection> connections() {
        return inside(() -> server.bean(Connections.class).list());
    }

    private List<String> rows(String sql) {
        return inside(
                () -> server.bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work);
    }

    private static void await(java.util.function.BooleanSupplier until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
