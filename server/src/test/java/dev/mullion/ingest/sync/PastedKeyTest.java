package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.stripe.StripeConnections;
import dev.mullion.connectors.stripe.StripeSecret;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person pastes what opens an account at Stripe. */
class PastedKeyTest {

    private static final String TEXT = "text/plain; charset=UTF-8";

    private final TestServer server = ReadGitHub.server();
    private final Workspace workspace = server.newWorkspace();
    private final TestServer.Member manager = server.manager(workspace);

    @BeforeEach
    void aVendorThatKnowsTheKey() {
        ReadStripe.vendor().show(ReadStripe.account());
        ReadStripe.vendor().feel(StripeMood.KIND);
        ReadStripe.vendor().pageSize(100);
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
    }

    @Test
    void isReadSoonAfterAndIsShownNowhere() {
        HttpResponse<String> answer = paste("/connect/stripe", "secret= " + ReadStripe.KEY + " \r\n");

        assertThat(answer.statusCode()).isEqualTo(303);
        Connection made = connections().getFirst();
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/w/" + workspace.slug() + "/integrations/" + made.id() + "?done=sealed");
        await(() -> connections().getFirst().state() == State.ACTIVE);
        assertThat(rows("select connection::text from connection where workspace_id = :workspace"))
                .noneMatch(row -> row.contains(ReadStripe.KEY));
        assertThat(page(made)).doesNotContain(ReadStripe.KEY).contains("Paste a key or a webhook secret");
        assertThat(rows("select verb from audit_entry where workspace_id = :workspace"))
                .contains("connection.added", "secret.stored", "secret.used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_live_synthetic0000000000000000",
                "pk_live_synthetic0000000000000000",
                "rk_live_",
                "rk_live_with blanks 0000000000000",
                "",
                "\u0000\u0001"
            })
    void refusesWhatIsNoRestrictedKeyAndKeepsNothingOfIt(String pasted) {
        HttpResponse<String> answer = paste("/connect/stripe", "secret=" + pasted + "\r\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Not taken:").doesNotContain("synthetic0000");
        assertThat(connections()).isEmpty();
        assertThat(rows("select field from sealed_intake where workspace_id = :workspace"))
                .isEmpty();
    }

    @Test
    void refusesAFormThatTheWebServerWouldKeep() {
        String form = "_csrf=" + csrf() + "&secret=" + ReadStripe.KEY;

        assertThat(server.post(path("/connect/stripe"), form, manager.header()).statusCode())
                .isEqualTo(400);
        assertThat(send("/connect/stripe", "_csrf=" + csrf() + "\r\nsecret=" + "x".repeat(5_000), TEXT)
                        .statusCode())
                .isIn(400, 403);
        assertThat(connections()).isEmpty();
    }

    @Test
    void needsTheFormsOwnTokenAndARightToManage() {
        TestServer.Member reader = server.person(workspace, "settings:read");
        String body = "_csrf=" + csrf() + "\r\nsecret=" + ReadStripe.KEY + "\r\n";

        assertThat(send("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n", TEXT)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.send(server.request(path("/connect/stripe"), reader.header())
                                .header("Content-Type", TEXT)
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode())
                .isIn(403, 404);
        assertThat(server.get(path("/connect/stripe"), reader.header()).statusCode())
                .isEqualTo(404);
        assertThat(connections()).isEmpty();
    }

    @Test
    void takesTheNextKeyOfTheSameModeAndTheSecretOfAnEndpoint() {
        paste("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n");
        Connection made = connections().getFirst();
        String at = "/" + made.id() + "/secret";

        assertThat(paste(at, "kind=api-key\r\nsecret=rk_test_synthetic0000000000000000\r\n")
                        .body())
                .contains("of the other mode");
        assertThat(paste(at, "kind=webhook-secret\r\nsecret=rk_live_synthetic0000000000000000\r\n")
                        .body())
                .contains("starts with whsec_");
        assertThat(paste(at, "kind=webhook-secret\r\nsecret=whsec_synthetic\r\n")
                        .statusCode())
                .isEqualTo(303);
        assertThat(paste(at, "kind=other\r\nsecret=whsec_synthetic\r\n").statusCode())
                .isEqualTo(400);
        await(() ->
                rows("select field from secret where workspace_id = :workspace").contains("webhook-secret"));
    }

    @Test
    @Attack("secrets-13")
    void whatWasPastedBeforeADisconnectIsNotStoredAfterIt() {
        paste("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n");
        await(() -> connections().getFirst().state() == State.ACTIVE);
        Connection made = connections().getFirst();

        inside(() -> {
            server.bean(StripeConnections.class)
                    .take(
                            made,
                            StripeSecret.API_KEY,
                            ReadStripe.KEY.getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            server.bean(Connections.class).disconnect(made.id(), Actor.OPERATOR);
            return true;
        });

        await(() -> rows("select field from sealed_intake where workspace_id = :workspace")
                .isEmpty());
        assertThat(rows("select field from secret where workspace_id = :workspace"))
                .doesNotContain("api-key");
    }

    @Test
    void aConnectionThatEndedTakesNoOtherKey() {
        paste("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n");
        Connection made = connections().getFirst();
        await(() -> connections().getFirst().state() == State.ACTIVE);
        inside(() -> {
            server.bean(Connections.class).disconnect(made.id(), Actor.OPERATOR);
            return true;
        });

        HttpResponse<String> answer =
                paste("/" + made.id() + "/secret", "kind=api-key\r\nsecret=" + ReadStripe.KEY + "\r\n");

        assertThat(answer.statusCode()).isIn(404, 422);
        assertThat(rows("select field from secret where workspace_id = :workspace"))
                .doesNotContain("api-key");
        assertThat(rows("select field from sealed_intake where workspace_id = :workspace"))
                .isEmpty();
    }

    private HttpResponse<String> paste(String path, String lines) {
        return send(path, "_csrf=" + csrf() + "\r\n" + lines, TEXT);
    }

    private HttpResponse<String> send(String path, String body, String type) {
        return server.send(server.request(path(path), manager.header())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String path(String rest) {
        return "/w/" + workspace.slug() + "/integrations" + rest;
    }

    private String csrf() {
        return Jsoup.parse(server.get(path("/connect/stripe"), manager.header()).body())
                .select("form.paste input[name=_csrf]")
                .attr("value");
    }

    private String page(Connection connection) {
        return server.get(path("/" + connection.id()), manager.header()).body();
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
