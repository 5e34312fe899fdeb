package dev.mullion.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint of the first version, whose secret was derived and not kept: the vendor goes on signing with it. */
class HookSecretsTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final byte[] PING = "{\"zen\":\"synthetic\"}".getBytes(StandardCharsets.UTF_8);
    private static final int VERSION = 3;

    private final Workspace workspace = SERVER.newWorkspace();
    private final TestServer.Hook made = SERVER.endpoint(workspace);
    private final SecretRef ref = new SecretRef(made.id().value(), "webhook-secret");

    /** As its row was written then: a version of the derived secret, and nothing in the vault. */
    @BeforeEach
    void asTheFirstVersionMadeIt() {
        inside(() -> {
            SERVER.bean(Vault.class).remove(ref, Actor.OPERATOR);
            return SERVER.bean(TenantSql.class)
                    .sql("update connection set secret_version = :version where workspace_id = :workspace and id = :id")
                    .param("version", VERSION)
                    .param("id", made.id().value())
                    .update();
        });
    }

    @Test
    void movesInAtItsFirstUseAndStaysTheSame() {
        TestServer.Hook derived = with(derived(VERSION));

        assertThat(SERVER.deliver(derived, "ping", PING).statusCode()).isBetween(200, 299);

        assertThat(inside(() -> SERVER.bean(Vault.class).has(ref))).isTrue();
        assertThat(version()).isZero();
        assertThat(SERVER.deliver(derived, "ping", PING).statusCode()).isBetween(200, 299);
        assertThat(inside(() -> SERVER.bean(Connections.class).endpoint(made.id()))
                        .secret())
                .isEqualTo(derived.secret());
    }

    @Test
    void takesNoOtherVersionAndNoSecretOfBefore() {
        for (String other : List.of(derived(VERSION - 1), derived(VERSION + 1), made.secret())) {
            assertThat(SERVER.deliver(with(other), "ping", PING).statusCode()).isEqualTo(401);
        }
        assertThat(SERVER.deliver(with(derived(VERSION)), "ping", PING).statusCode())
                .isBetween(200, 299);
    }

    /** Many at once find one secret, which was stored once. */
    @Test
    void movesInOnceHoweverManyComeAtOnce() {
        TestServer.Hook derived = with(derived(VERSION));
        List<CompletableFuture<Integer>> deliveries = IntStream.range(0, 12)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> SERVER.deliver(derived, "ping", PING).statusCode()))
                .toList();

        assertThat(deliveries).allSatisfy(status -> assertThat(status.join()).isBetween(200, 299));
        assertThat(inside(() -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 100)))
                .filteredOn(entry -> entry.verb().equals(AuditAction.SECRET_STORED.word())
                        && entry.subject().equals(ref.toString()))
                .extracting(AuditEntry::actor)
                .filteredOn(Actor.system("connectors")::equals)
                .hasSize(1);
    }

    private TestServer.Hook with(String secret) {
        return new TestServer.Hook(made.id(), made.url(), secret);
    }

    /** As the first version wrote it, from the workspace's own key. */
    private String derived(int version) {
        return SERVER.bean(KeyRing.class)
                .scoped(KeyLabel.WEBHOOK, workspace.id().value(), made.id().value(), version)
                .expose(bytes ->
                        "whs_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private int version() {
        return inside(() -> SERVER.bean(TenantSql.class)
                .sql("select secret_version from connection where workspace_id = :workspace and id = :id")
                .param("id", made.id().value())
                .query(Integer.class)
                .single());
    }

    private <T> T inside(Supplier<T> work) {
        return SERVER.bean(Workspaces.class).within(workspace.id(), work::get);
    }
}
