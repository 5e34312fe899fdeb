package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final SecretTerms TERMS = SecretTerms.vendorToken("api.vendor.example");
    private static final byte[] TOKEN = "vnd_pasted".getBytes(StandardCharsets.UTF_8);

    private final Intake intake = SERVER.bean(Intake.class);
    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final Workspace workspace = SERVER.newWorkspace();
    private final SecretRef ref = new SecretRef(UUID.randomUUID(), "access-token");

    @Test
    void aSealedTokenIsInTheVaultOnceAWorkerOpenedIt() {
        submit(workspace.id(), box(workspace.id(), ref, TERMS));
        intake.admit(workspace.id());

        assertThat(has(workspace.id())).isTrue();
        boolean same = workspaces.within(
                workspace.id(),
                () -> SERVER.bean(Vault.class)
                        .open(ref, new Purpose("of-a-test", Actor.OPERATOR), secret -> secret.matches(TOKEN)));
        assertThat(same).isTrue();
        assertThat(waiting(workspace.id())).isZero();
    }

    @Test
    @Attack("secrets-11")
    void aBoxForAnotherWorkspaceOrPlaceIsThrownAway() {
        Workspace other = SERVER.newWorkspace();
        SecretRef elsewhere = new SecretRef(ref.owner(), "refresh-token");

        submit(workspace.id(), box(other.id(), ref, TERMS));
        submit(workspace.id(), box(workspace.id(), elsewhere, TERMS));
        submit(workspace.id(), box(workspace.id(), ref, SecretTerms.vendorToken("attacker.example")));
        submit(workspace.id(), new byte[100]);
        intake.admit(workspace.id());

        assertThat(has(workspace.id())).isFalse();
        assertThat(waiting(workspace.id())).isZero();
    }

    private byte[] box(WorkspaceId recipient, SecretRef place, SecretTerms terms) {
        byte[] key = workspaces.within(recipient, intake::publicKey);
        return SealedSecret.box(IntakeKey.of(key), recipient, place, terms, TOKEN);
    }

    private void submit(WorkspaceId to, byte[] box) {
        workspaces.within(to, () -> {
            intake.submit(ref, TERMS, box, Actor.OPERATOR);
            return true;
        });
    }

    private boolean has(WorkspaceId in) {
        return workspaces.within(in, () -> SERVER.bean(Vault.class).has(ref));
    }

    private long waiting(WorkspaceId in) {
        return workspaces.within(
                in,
                () -> SERVER.bean(TenantSql.class)
                        .sql("select count(*) from sealed_intake where workspace_id = :workspace")
                        .query(Long.class)
                        .single());
    }
}
