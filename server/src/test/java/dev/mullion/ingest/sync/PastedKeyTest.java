package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Connections;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Vault;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person pastes what opens an account at Stripe. */
class PastedKeyTest {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String UNKNOWN = "rk_live_ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ";

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
                .hasValue("/w/" + workspace.slug() + "/integrations/" + made.id() + "?done=key-works");
        await(() -> connections().getFirst().state() == State.ACTIVE);
        assertThat(rows("select connection::text from connection where workspace_id = :workspace"))
                .noneMatch(row -> row.contains(ReadStripe.KEY));
        assertThat(page(made)).doesNotContain(ReadStripe.KEY).contains("Paste a key or a webhook secret");
        assertThat(rows("select verb from audit_entry where workspace_id = :workspace"))
                .contains("connection.added", "secret.stored", "secret.used");
    }

    /** A mistyped key: what Stripe says of it is said at once, and no number is the older for it. */
    @Test
    void thatStripeDoesNotAcceptBecomesNoConnection() {
        HttpResponse<String> answer = paste("/connect/stripe", "secret=" + UNKNOWN + "\r\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Not taken: Stripe does not accept the key; make a new one and paste it.")
                .doesNotContain(UNKNOWN);
        assertThat(Jsoup.parse(answer.body()).select("form.paste")).hasSize(1);
        assertNothingStays();
        assertThat(rows("select verb from audit_entry where workspace_id = :workspace"))
                .contains("connection.added", "secret.removed", "connection.removed");
        assertThat(get("/w/" + workspace.slug() + "/finance")).doesNotContain("Disconnected since");
    }

    @Test
    void thatLacksWhatNoRunCanDoWithoutBecomesNoConnection() {
        StripeAccount account = ReadStripe.account();
        account.permit(Set.of("rak_subscription_read"));
        ReadStripe.vendor().show(account);

        HttpResponse<String> answer = paste("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Not taken: the key lacks rak_plan_read, rak_coupon_read; edit it in Stripe");
        assertNothingStays();
    }

    @Test
    void thatCouldNotBeTriedIsTriedLaterAndGoesWhenItIsRefusedThen() {
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);

        HttpResponse<String> answer = paste("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n");

        assertThat(answer.headers().firstValue("Location")).hasValue(path("?done=key-waits"));
        Connection made = connections().getFirst();
        assertThat(made.state()).isEqualTo(State.WAITING);
        assertThat(page(made))
                .contains("Waiting for the first run", "answer ended early", "No deliveries; runs read everything")
                .doesNotContain("Deliveries an hour", "Waiting for the first delivery");
        ReadStripe.vendor().feel(StripeMood.REVOKED);
        ReadGitHub.ended((Syncs.Asked.Begun) server.bean(Syncs.class).ask(workspace.id(), made.id(), Actor.OPERATOR));
        assertNothingStays();
        assertThat(server.get(path("/" + made.id()), manager.header()).statusCode())
                .isEqualTo(404);
        assertThat(get(path(""))).contains("A key of Stripe was refused", "Stripe does not accept the key");
        ReadStripe.vendor().feel(StripeMood.KIND);
        paste("/connect/stripe", "secret=" + UNKNOWN + "\r\n");
        assertThat(Jsoup.parse(get(path(""))).select(".notice.refused").eachText())
                .singleElement()
                .asString()
                .startsWith("2 keys of Stripe were refused, the last just now");

        ReadStripe.vendor().feel(StripeMood.KIND);
        assertThat(paste("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n").statusCode())
                .isEqualTo(303);
        assertThat(get(path(""))).doesNotContain("was refused");
    }

    /** The vendor ended what worked: it stays with its facts, and its page lets the key go. */
    @Test
    void thatWorkedOnceStaysAndIsLetGoOnItsPage() {
        ReadStripe link = ReadStripe.connected();
        link.read();
        ReadStripe.vendor().feel(StripeMood.REVOKED);
        assertThat(link.read().state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(link.connection().state()).isEqualTo(State.DISCONNECTED);
        TestServer.Member theirs = server.manager(link.workspace);
        String at = "/w/" + link.workspace.slug() + "/integrations/" + link.id;

        String page = server.get(at, theirs.header()).body();
        assertThat(page).contains("The key that Stripe refused is deleted here", "facts stay");
        assertThat(post(at + "/remove", page, theirs)).isEqualTo(404);
        assertThat(post(at + "/disconnect", page, theirs)).isEqualTo(303);

        assertThat(link.inside(() -> ReadStripe.bean(Vault.class).of(link.id.value())))
                .isEmpty();
        assertThat(server.get(at, theirs.header()).body()).doesNotContain("/disconnect\"", "/remove\"");
        assertThat(post(at + "/remove", page, theirs)).isEqualTo(404);
        assertThat(link.connection().endedHere()).isTrue();
    }

    @Test
    void whatNothingWasReadFromIsTakenOffTheListWhenItEnded() {
        Connection made = unread();
        String at = path("/" + made.id());
        String before = get(at);
        assertThat(post(at + "/remove", before, manager)).isEqualTo(404);
        assertThat(post(at + "/disconnect", before, manager)).isEqualTo(303);
        Workspace neighbour = server.newWorkspace();
        TestServer.Member theirs = server.manager(neighbour);
        String elsewhere = "/w/" + neighbour.slug() + "/integrations";
        String open = server.get(elsewhere, theirs.header()).body();
        assertThat(post(elsewhere + "/" + made.id() + "/remove", open, theirs)).isEqualTo(404);

        assertThat(get(at)).contains("Take it off the list");
        assertThat(post(at + "/remove", before, manager)).isEqualTo(303);

        assertNothingStays();
        assertThat(rows("select r.kind from route r where r.workspace_id = :workspace and r.kind = 'hook'"))
                .isEmpty();
        assertThat(rows("select verb from audit_entry where workspace_id = :workspace"))
                .contains("connection.removed");
        assertThat(get(path(""))).doesNotContain("was refused");
    }

    @Test
    void theAddressForTheVendorsMessagesIsShownToWhoMayEnterIt() {
        Connection made = unread();
        String url =
                "/hooks/stripe/" + inside(() -> server.bean(Connections.class).hookKey(made.id()));
        TestServer.Member reader = server.person(workspace, "settings:read");

        for (String at : List.of("/" + made.id(), "/" + made.id() + "/secret")) {
            Document page = Jsoup.parse(get(path(at)));
            assertThat(page.select("#webhook-url").attr("value"))
                    .startsWith("http")
                    .endsWith(url);
            assertThat(page.text()).contains("customer.subscription.created", "customer.discount.deleted");
        }
        assertThat(server.get(path("/" + made.id()), reader.header()).body())
                .contains("Waiting for the first run")
                .doesNotContain(url);
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

    private Connection unread() {
        return inside(() -> {
            Connections all = server.bean(Connections.class);
            return all.find(all.addKeyed("stripe", Connection.Mode.LIVE, Actor.OPERATOR)
                            .id())
                    .orElseThrow();
        });
    }

    private void assertNothingStays() {
        assertThat(connections()).isEmpty();
        assertThat(rows("select field from secret where workspace_id = :workspace"))
                .isEmpty();
        assertThat(rows("select field from sealed_intake where workspace_id = :workspace"))
                .isEmpty();
    }

    @Test
    @Attack("secrets-13")
    void whatWasPastedBeforeADisconnectIsNotStoredAfterIt() {
        paste("/connect/stripe", "secret=" + ReadStripe.KEY + "\r\n");
        await(() -> connections().getFirst().state() == State.ACTIVE);
        Connection made = connections().getFirst();

        inside(() -> {
            ReadStripe.pasted(made, "api-key", ReadStripe.KEY);
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

    /** A form of a page that somebody has open. */
    private int post(String at, String page, TestServer.Member who) {
        String csrf = Jsoup.parse(page).select("meta[name=csrf]").attr("content");
        return server.post(at, "_csrf=" + csrf, who.header()).statusCode();
    }

    private String get(String at) {
        return server.get(at, manager.header()).body();
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
