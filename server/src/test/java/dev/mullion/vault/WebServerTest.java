package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.keys.IntakeKey;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.NodeMarks;
import dev.mullion.keys.UnusableMasterKey;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Finding;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.Trust;
import dev.mullion.vault.SecretUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database and one key store: one does everything, the other has a web server's key alone. */
@SuppressWarnings("NullAway.Init")
class WebServerTest {

    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);
    private static final SecretTerms TERMS = SecretTerms.vendorToken("api.vendor.example");
    private static final byte[] TOKEN = "vnd_of_a_test".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path folder;

    private static TestServer worker;
    private static TestServer web;

    @BeforeAll
    static void start() {
        worker = TestServer.start();
        Path file = folder.resolve("web.key");
        worker.bean(KeyRing.class).writeWebHalf(MasterKey.read(settings().masterKeyFile()), file);
        web = worker.besideWithTheRoleWeb(file, settings().custody().store());
    }

    @AfterAll
    static void stop() {
        web.close();
        worker.close();
    }

    private static Settings settings() {
        return worker.bean(Settings.class);
    }

    @Test
    void takesDeliveriesAndShowsPages() {
        Workspace workspace = worker.newWorkspace();
        TestServer.Hook hook = worker.endpoint(workspace);
        TestServer.Hook there =
                new TestServer.Hook(hook.id(), web.address().resolve(hook.url().getPath()), hook.secret());
        TestServer.Member manager = worker.manager(workspace);

        assertThat(web.deliver(there, "ping", "{\"zen\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isBetween(200, 299);
        assertThat(web.get("/w/" + workspace.slug() + "/integrations", manager.header())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Attack("secrets-20")
    void takesATokenInAndOpensNone() {
        Workspace workspace = worker.newWorkspace();
        SecretRef ref = new SecretRef(UUID.randomUUID(), "access-token");
        web.bean(Workspaces.class).within(workspace.id(), () -> {
            byte[] box = SealedSecret.box(
                    IntakeKey.of(web.bean(Intake.class).publicKey()), workspace.id(), ref, TERMS, TOKEN);
            return put(ref, box);
        });
        web.bean(Intake.class).admitAll();
        web.bean(Intake.class).admitWaiting();
        assertThat(has(workspace, ref)).isFalse();

        worker.bean(Intake.class).admitAll();

        assertThat(has(workspace, ref)).isTrue();
        assertThatThrownBy(() -> web.bean(Workspaces.class)
                        .within(workspace.id(), () -> web.bean(Vault.class).open(ref, TEST, _ -> true)))
                .isInstanceOfSatisfying(
                        SecretUnavailable.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_OF_THIS_ROLE));
    }

    /** Who pastes there waits for what a worker says of it. */
    @Test
    void whatItTookIsOpenedByAWorkerWithinSeconds() {
        Workspace workspace = worker.newWorkspace();
        SecretRef ref = new SecretRef(UUID.randomUUID(), "access-token");

        web.bean(Workspaces.class).within(workspace.id(), () -> {
            byte[] box = SealedSecret.box(
                    IntakeKey.of(web.bean(Intake.class).publicKey()), workspace.id(), ref, TERMS, TOKEN);
            web.bean(Intake.class).submit(ref, TERMS, box, Actor.OPERATOR);
            return true;
        });

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!has(workspace, ref) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(has(workspace, ref)).isTrue();
    }

    /** As it lies there when nobody was told of it. */
    private static int put(SecretRef ref, byte[] box) {
        return web.bean(TenantSql.class)
                .sql("""
                        insert into sealed_intake (workspace_id, id, owner, field, class, hosts, actor_kind, actor, box, created_at)
                        values (:workspace, :id, :owner, :field, 'vendor-token', :hosts, 'operator', 'operator', :box, now())
                        """)
                .param("id", UUID.randomUUID())
                .param("owner", ref.owner())
                .param("field", ref.field())
                .param("hosts", TERMS.sortedHosts().toArray(String[]::new))
                .param("box", box)
                .update();
    }

    /** Its own promises hold: it says which of the two it is, and tries what it can. */
    @Test
    void keepsThePromisesOfSecrets() {
        for (String promise : List.of("P10", "P11")) {
            worker.bean(Trust.class).checkNow(new PromiseId(promise));
            Finding seen = web.bean(Trust.class)
                    .checkNow(new PromiseId(promise))
                    .orElseThrow()
                    .finding();
            assertThat(seen)
                    .isInstanceOfSatisfying(
                            Finding.Tried.class,
                            tried -> assertThat(tried.checks())
                                    .allSatisfy(check -> assertThat(check.outcome())
                                            .as(check.toString())
                                            .isEqualTo(Check.Outcome.OK)));
        }
    }

    @Test
    void isRefusedForTheRoleWorkerWithOneSentence() {
        Path file = folder.resolve("web.key");
        KeyCustody both = new KeyCustody(settings().custody().store(), EnumSet.allOf(KeyCustody.Role.class));

        assertThatThrownBy(() -> worker.beside(file, both))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("MULLION_ROLES=web");
    }

    /** A copy of the folder, made before the other began: its marks and the original's are not the same. */
    @Test
    void serversThatShareNoKeyStoreAreFoundOut() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(settings().custody().store())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        NodeMarks original = worker.bean(KeyRing.class).nodeMarks();
        try (TestServer apart = worker.besideWithTheRoleWeb(folder.resolve("web.key"), copy)) {
            for (TestServer server : List.of(worker, web, apart)) {
                server.bean(KeyHolders.class).tell();
            }

            assertThat(holders()).hasSize(3);
            assertThat(holders().stream().filter(original::has)).hasSize(2);
        }
        assertThat(holders()).hasSize(2).allMatch(original::has);
    }

    private static Set<UUID> holders() {
        return Set.copyOf(worker.bean(GlobalSql.class)
                .sql("select node from key_holder")
                .query(UUID.class)
                .list());
    }

    private static boolean has(Workspace workspace, SecretRef ref) {
        return worker.bean(Workspaces.class)
                .within(workspace.id(), () -> worker.bean(Vault.class).has(ref));
    }
}
