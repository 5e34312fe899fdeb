package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.audit.Proofs;
import dev.mullion.keys.IntakeKey;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretUnavailable.Reason;
import dev.mullion.verifier.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace whose rows were all brought back after it was erased, as from a backup of the database. */
class ErasedWorkspaceTest {

    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);
    private static final byte[] TEXT = "one of many".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private final List<SecretRef> refs = new ArrayList<>();

    @Test
    @Attack("secrets-25")
    void nothingOfItOpensAndItsLogStillHolds() throws IOException {
        try (TestServer server = TestServer.start()) {
            Workspace workspace = server.newWorkspace();
            WorkspaceId id = workspace.id();
            fill(server, id);
            Path bundle = export(server, id);
            Path proof = Files.writeString(
                    folder.resolve("proof"), server.bean(Proofs.class).of(id, 1).orElseThrow());

            server.bean(Workspaces.class).erase(id);
            server.asAdministrator("update mullion.workspace set state = 'active' where id = '" + id.value() + "'");
            try (TestServer restored = server.restarted()) {
                Workspaces workspaces = restored.bean(Workspaces.class);
                assertThat(workspaces.find(new Slug(workspace.slug().value()))).isPresent();

                for (SecretRef ref : refs) {
                    assertThatThrownBy(() -> workspaces.within(
                                    id, () -> restored.bean(Vault.class).open(ref, TEST, _ -> true)))
                            .isInstanceOfSatisfying(
                                    SecretUnavailable.class,
                                    refused -> assertThat(refused.reason()).isEqualTo(Reason.KEYS_DESTROYED));
                }
                assertThat(rows(restored, id)).isEqualTo(refs.size());
                restored.bean(Intake.class).admit(id);
                assertThat(boxes(restored, id)).isEqualTo(1);
                restored.bean(KeyRing.class).create(id.value());
                assertThatThrownBy(() -> restored.bean(KeyRing.class).sets().of(id.value()))
                        .isInstanceOf(KeysUnavailable.class);
                assertThat(judged(bundle)).isEqualTo(Verifier.HOLDS);
                assertThat(judged(proof)).isEqualTo(Verifier.HOLDS);
                assertThat(restored.bean(Proofs.class).of(id, 1)).isPresent();
            }
        }
    }

    private void fill(TestServer server, WorkspaceId id) {
        server.bean(Workspaces.class).within(id, () -> {
            for (SecretClass kind : SecretClass.values()) {
                SecretRef ref = new SecretRef(UUID.randomUUID(), kind.word());
                server.bean(Vault.class).store(ref, SecretTerms.unsent(kind), TEXT, Actor.OPERATOR);
                refs.add(ref);
            }
            return true;
        });
        waiting(server, id);
    }

    /** One that no worker has opened yet, as it is in a backup that was made in between. */
    private static void waiting(TestServer server, WorkspaceId id) {
        SecretRef ref = new SecretRef(UUID.randomUUID(), "waiting");
        SecretTerms terms = SecretTerms.vendorToken("api.vendor.example");
        server.bean(Workspaces.class).within(id, () -> {
            byte[] key = server.bean(Intake.class).publicKey();
            return server.bean(TenantSql.class)
                    .sql("""
                            insert into sealed_intake (workspace_id, id, owner, field, class, hosts, actor_kind, actor, box, created_at)
                            values (:workspace, gen_random_uuid(), :owner, 'waiting', 'vendor-token', array['api.vendor.example'],
                                    'operator', 'operator', :box, now())
                            """)
                    .param("owner", ref.owner())
                    .param("box", SealedSecret.box(IntakeKey.of(key), id, ref, terms, TEXT))
                    .update();
        });
    }

    private Path export(TestServer server, WorkspaceId id) throws IOException {
        Path file = folder.resolve("bundle");
        try (OutputStream out = Files.newOutputStream(file)) {
            server.bean(Exports.class)
                    .prepare(id, Actor.OPERATOR, ExportFormat.BUNDLE, AuditFilter.ALL)
                    .write(out);
        }
        return file;
    }

    private static long rows(TestServer server, WorkspaceId id) {
        return server.bean(Workspaces.class)
                .within(
                        id,
                        () -> server.bean(TenantSql.class)
                                .sql("select count(*) from secret where workspace_id = :workspace")
                                .query(Long.class)
                                .single());
    }

    private static long boxes(TestServer server, WorkspaceId id) {
        return server.bean(Workspaces.class)
                .within(
                        id,
                        () -> server.bean(TenantSql.class)
                                .sql("select count(*) from sealed_intake where workspace_id = :workspace")
                                .query(Long.class)
                                .single());
    }

    private static int judged(Path file) {
        var said = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Verifier.run(List.of(file.toString()), said, said);
    }
}
