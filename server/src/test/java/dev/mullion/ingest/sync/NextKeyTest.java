package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Purpose;
import dev.mullion.vault.SecretAdmitted;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.Vault;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another key for a connection whose key works is tried before it takes the place of that one. */
class NextKeyTest {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String UNKNOWN = "rk_live_ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ";
    private static final String NEXT = "rk_live_synthetic0000000000000001";

    private final TestServer server = ReadGitHub.server();
    private final Workspace workspace = server.newWorkspace();
    private final TestServer.Member manager = server.manager(workspace);
    private final String token = "Bearer " + server.token(workspace, "settings:manage,settings:read");

    @BeforeEach
    void aVendorThatKnowsTheKey() {
        ReadStripe.vendor().show(ReadStripe.account());
        ReadStripe.vendor().feel(StripeMood.KIND);
        ReadStripe.vendor().pageSize(100);
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
    }

    @Test
    void aKeyThatTheVendorRefusesLeavesTheOneThatWorks() {
        Connection connected = connected();

        HttpResponse<String> answer = byApi(connected, UNKNOWN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "Stripe does not accept the key; make a new one and paste it; the key that was used before is used"
                                + " on")
                .doesNotContain(UNKNOWN);
        assertThat(uses(connected, ReadStripe.KEY)).isTrue();
        assertThat(secrets()).containsExactly("api-key");
        assertThat(trail()).anyMatch(line -> line.startsWith("connection.changed refused"));
        assertThat(read(connected).state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(now().state()).isEqualTo(Connection.State.ACTIVE);
    }

    @Test
    void itsPageSaysWhatTheVendorSaid() {
        Connection connected = connected();

        HttpResponse<String> answer = byPage(connected, UNKNOWN);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Stripe does not accept the key", "the key that was used before is used on")
                .doesNotContain(UNKNOWN);
        assertThat(uses(connected, ReadStripe.KEY)).isTrue();
    }

    @Test
    void aKeyThatLacksWhatNoRunCanDoWithoutLeavesTheOneThatWorks() {
        Connection connected = connected();
        StripeAccount other = StripeAccount.of(NEXT, ReadStripe.ANCHOR);
        other.permit(Set.of("rak_coupon_read"));
        ReadStripe.vendor().show(other);

        HttpResponse<String> answer = byApi(connected, NEXT);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the key lacks");
        assertThat(uses(connected, ReadStripe.KEY)).isTrue();
        assertThat(secrets()).containsExactly("api-key");
    }

    @Test
    void aKeyThatTheVendorAcceptsTakesThePlace() {
        Connection connected = connected();
        ReadStripe.vendor().show(StripeAccount.of(NEXT, ReadStripe.ANCHOR));

        HttpResponse<String> answer = byPage(connected, NEXT);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(at -> assertThat(at).endsWith("?done=next-key-works"));
        assertThat(uses(connected, NEXT)).isTrue();
        assertThat(secrets()).containsExactly("api-key");
        assertThat(read(connected).state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    void oneThatCannotBeTriedNowWaitsBesideTheOneThatWorksAndIsTriedAgain() {
        Connection connected = connected();
        ReadStripe.vendor().show(StripeAccount.of(NEXT, ReadStripe.ANCHOR));
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);

        HttpResponse<String> answer = byApi(connected, NEXT);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(uses(connected, ReadStripe.KEY)).isTrue();
        assertThat(secrets()).containsExactly("api-key", "api-key-next");
        ReadStripe.vendor().feel(StripeMood.KIND);
        isDue();
        tryNow(connected);
        await(() -> uses(connected, NEXT));
        assertThat(secrets()).containsExactly("api-key");
    }

    @Test
    void oneThatCouldNotBeTriedForHalfAnHourIsDeleted() {
        Connection connected = connected();
        ReadStripe.vendor().show(StripeAccount.of(NEXT, ReadStripe.ANCHOR));
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);
        byApi(connected, NEXT);
        server.asAdministrator(
                "update mullion.key_try set asked_at = asked_at - interval '31 minutes' where workspace_id = '"
                        + workspace.id().value() + "'");
        isDue();

        tryNow(connected);

        await(() -> secrets().equals(List.of("api-key")));
        assertThat(trail()).anyMatch(line -> line.contains("could not be tried within half an hour"));
        assertThat(uses(connected, ReadStripe.KEY)).isTrue();
    }

    @Test
    void ofTwoThatArePastedTheLaterCounts() {
        Connection connected = connected();
        ReadStripe.vendor().show(StripeAccount.of(NEXT, ReadStripe.ANCHOR));
        inside(() -> {
            ReadStripe.pasted(connected, "api-key", UNKNOWN);
            return ReadStripe.pasted(connected, "api-key", NEXT);
        });

        await(() -> uses(connected, NEXT));
        assertThat(secrets()).containsExactly("api-key");
        assertThat(trail()).noneMatch(line -> line.startsWith("connection.changed refused"));
    }

    @Test
    @Attack("secrets-13")
    void whatWaitsForATryIsDeletedByADisconnect() {
        Connection connected = connected();
        ReadStripe.vendor().show(StripeAccount.of(NEXT, ReadStripe.ANCHOR));
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);
        byApi(connected, NEXT);

        inside(() -> {
            server.bean(Consents.class).disconnect(now(), Actor.OPERATOR);
            return true;
        });
        ReadStripe.vendor().feel(StripeMood.KIND);
        isDue();
        tryNow(connected);

        assertThat(secrets()).isEmpty();
        await(() -> rows("select said from key_try where workspace_id = :workspace and ended_at is not null")
                .equals(List.of("the connection was disconnected")));
        assertThat(now().endedHere()).isTrue();
    }

    private Connection connected() {
        HttpResponse<String> made = server.send(server.request(
                        "/api/v1/workspaces/" + workspace.slug() + "/connections/keys?connector=stripe",
                        "Authorization",
                        token,
                        "Content-Type",
                        TEXT)
                .POST(HttpRequest.BodyPublishers.ofString(ReadStripe.KEY)));
        assertThat(made.statusCode()).isEqualTo(201);
        await(() -> rows("select state from sync_run where workspace_id = :workspace")
                .equals(List.of("complete")));
        return now();
    }

    private Connection now() {
        return inside(() -> server.bean(Connections.class).list()).getFirst();
    }

    private HttpResponse<String> byApi(Connection connected, String key) {
        return server.send(server.request(
                        "/api/v1/workspaces/" + workspace.slug() + "/connections/" + connected.id()
                                + "/secret?kind=api-key",
                        "Authorization",
                        token,
                        "Content-Type",
                        TEXT)
                .POST(HttpRequest.BodyPublishers.ofString(key)));
    }

    private HttpResponse<String> byPage(Connection connected, String key) {
        String at = "/w/" + workspace.slug() + "/integrations/" + connected.id() + "/secret";
        String csrf = Jsoup.parse(server.get(at, manager.header()).body())
                .select("meta[name=csrf]")
                .attr("content");
        return server.send(server.request(at, manager.header())
                .header("Content-Type", TEXT)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "_csrf=" + csrf + "\r\nkind=api-key\r\nsecret=" + key + "\r\n")));
    }

    private boolean uses(Connection connected, String key) {
        return inside(() -> server.bean(Vault.class)
                .open(
                        HeldKeys.ref(connected.id()),
                        new Purpose("of-a-test", Actor.OPERATOR),
                        secret -> secret.matches(bytes(key))));
    }

    private SyncRun read(Connection connected) {
        InstallGitHub.await(() -> rows("select state from sync_run where workspace_id = :workspace").stream()
                .noneMatch("running"::equals));
        return ReadGitHub.ended(
                (Syncs.Asked.Begun) server.bean(Syncs.class).ask(workspace.id(), connected.id(), Actor.OPERATOR));
    }

    private void isDue() {
        server.asAdministrator("update mullion.key_try set due_at = now() - interval '1 second' where workspace_id = '"
                + workspace.id().value() + "'");
    }

    /** As the round of every minute does. */
    private void tryNow(Connection connected) {
        server.context()
                .publishEvent(new SecretAdmitted(
                        workspace.id(), new SecretRef(connected.id().value(), "api-key-next")));
    }

    private List<String> secrets() {
        return rows("select field from secret where workspace_id = :workspace order by field");
    }

    private List<String> trail() {
        return inside(() ->
                server.bean(dev.mullion.audit.AuditTrail.class).newest(dev.mullion.audit.AuditFilter.ALL, 200).stream()
                        .map(entry -> entry.verb() + " " + entry.outcome() + ": " + entry.detail())
                        .toList());
    }

    private List<String> rows(String sql) {
        return inside(
                () -> server.bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    private <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void await(BooleanSupplier until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
