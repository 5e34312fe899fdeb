package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Exports;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each search of {@code verify secrets} finds what somebody left where it looks. */
class TracesTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);

    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final Planted planted = Planted.in(SERVER.newWorkspace().id());

    @BeforeEach
    void storeAndUse() {
        Vault vault = SERVER.bean(Vault.class);
        workspaces.within(planted.workspace(), () -> {
            planted.each((ref, secret) -> {
                vault.store(ref, SecretTerms.unsent(SecretClass.VERIFICATION_KEY), secret, Actor.OPERATOR);
                vault.open(ref, TEST, lent -> lent.matches(secret));
            });
            return true;
        });
    }

    @Test
    @Attack("secrets-13")
    void aRowOfAnotherTable() {
        assertThat(failed(SERVER.bean(Settings.class))).isEmpty();

        workspaces.within(
                planted.workspace(),
                () -> SERVER.bean(TenantSql.class)
                        .sql("insert into label (workspace_id, kind, external_id, text, as_of)"
                                + " values (:workspace, 'repository', 1, :text, now())")
                        .param("text", "left by " + planted.beginning())
                        .update());

        assertThat(failed(SERVER.bean(Settings.class))).containsExactly("traces.tables");
    }

    @Test
    @Attack("secrets-12")
    void anEventAndSoEveryExport() {
        workspaces.within(planted.workspace(), () -> {
            SERVER.bean(AuditTrail.class)
                    .record(new AuditEvent(
                            AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "connection", planted.beginning()));
            return true;
        });

        assertThat(failed(SERVER.bean(Settings.class))).containsExactly("traces.tables", "traces.exports");
    }

    @Test
    @Attack("secrets-12")
    void theNameOfAThread() throws InterruptedException {
        assertThat(planted.isIn(Traces.ofProcess())).isFalse();
        var over = new CountDownLatch(1);
        var named = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform()
                .name("works with " + planted.beginning())
                .start(() -> {
                    named.countDown();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        named.await();

        assertThat(planted.isIn(Traces.ofProcess())).isTrue();
        over.countDown();
        thread.join();
    }

    @Test
    @Attack("secrets-12")
    void memoryThatWasNotWiped() {
        Settings whole = embedded(SERVER.bean(Settings.class));
        assertThat(failed(whole)).isEmpty();

        byte[] kept = (planted.beginning() + "-A").getBytes(StandardCharsets.US_ASCII);
        try {
            assertThat(failed(whole)).containsExactly("traces.heap");
        } finally {
            Reference.reachabilityFence(kept);
        }
    }

    @Test
    @Attack("secrets-25")
    void aRowThatOpensWithoutItsKeys() {
        assertThat(SERVER.bean(KeyRing.class)
                        .trials()
                        .erased(planted.workspace().value(), _ -> Planted.SECRETS))
                .extracting(Check::outcome)
                .containsExactly(Outcome.FAILED);
        assertThat(SERVER.bean(ErasedRows.class).of(planted))
                .extracting(Check::outcome)
                .containsOnly(Outcome.OK);
    }

    private List<String> failed(Settings settings) {
        var traces = new Traces(
                workspaces,
                SERVER.bean(TenantSql.class),
                SERVER.bean(GlobalSql.class),
                SERVER.bean(Vault.class),
                SERVER.bean(Exports.class),
                settings);
        return traces.of(planted).stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .map(Check::name)
                .toList();
    }

    /** As it would be if the database were its own. */
    private static Settings embedded(Settings of) {
        return new Settings(
                of.port(),
                of.publicUrl(),
                of.hooksUrl(),
                of.data(),
                Optional.empty(),
                of.masterKeyFile(),
                of.githubApp(),
                of.hooksPerSecond(),
                of.front(),
                of.custody(),
                of.sandboxes(),
                of.xeroApp());
    }
}
