package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySets;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealingRotationTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);
    private static final SecretTerms TERMS = SecretTerms.vendorToken("api.vendor.example");
    private static final int SECRETS = 65;

    private final Vault vault = SERVER.bean(Vault.class);
    private final SealingRotation rotation = SERVER.bean(SealingRotation.class);
    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final List<SecretRef> refs = new ArrayList<>();
    private Workspace workspace;

    @BeforeEach
    void aWorkspaceWithMoreSecretsThanABatch() {
        workspace = SERVER.newWorkspace();
        workspaces.within(workspace.id(), () -> {
            for (int i = 0; i < SECRETS; i++) {
                refs.add(new SecretRef(UUID.randomUUID(), "token"));
                store(i, "first " + i);
            }
            return true;
        });
    }

    /** Stopped before each of its batches in turn, it never leaves a secret that does not open. */
    @Test
    @Attack("secrets-18")
    void losesNoSecretWhereverItIsStoppedAndFinishesWhenRunAgain() {
        for (int stop = 1; stop <= SECRETS / SealingRotation.BATCH + 1; stop++) {
            int batches = stop;
            int[] seen = {0};
            assertThatThrownBy(() -> rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {
                        if (++seen[0] == batches) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
            everySecretIs("first ");
            assertThat(rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {}).left())
                    .isZero();
            everySecretIs("first ");
        }
        SealingRotation.Progress done = rotation.progress(workspace.id());
        assertThat(done.byVersion()).isEqualTo(Map.of(done.current(), (long) SECRETS));
    }

    @Test
    @Attack("secrets-19")
    void secretsThatAreWrittenMeanwhileAreNeitherLostNorLeftBehind() {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            Random random = new Random(42);
            for (int n = 0; n < 120; n++) {
                int i = random.nextInt(SECRETS);
                workspaces.within(workspace.id(), () -> store(i, "second " + i));
            }
        });

        rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {});
        writer.join();

        assertThat(rotation.progress(workspace.id()).left()).isZero();
        workspaces.within(workspace.id(), () -> {
            for (int i = 0; i < SECRETS; i++) {
                assertThat(text(i)).isIn("first " + i, "second " + i);
            }
            return true;
        });
    }

    @Test
    @Attack("secrets-26")
    void anOldKeyIsTakenAwayOnlyWhenNothingNeedsIt() {
        assertThatThrownBy(() -> rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThatThrownBy(() -> rotation.retire(workspace.id(), Actor.OPERATOR))
                .hasMessageContaining("are still sealed by an older version");

        rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {});
        rotation.retire(workspace.id(), Actor.OPERATOR);

        everySecretIs("first ");
    }

    /** It remembers the keys as they were before the other one rotated. */
    @Test
    @Attack("secrets-26")
    void aServerThatDidNotRotateRetiresTheSameVersion() {
        Settings settings = SERVER.bean(Settings.class);
        try (TestServer second = SERVER.beside(settings.masterKeyFile(), settings.custody())) {
            KeySets remembered = second.bean(KeyRing.class).sets();
            int before = remembered.of(workspace.id().value()).version();
            int after = rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {}).current();

            second.bean(SealingRotation.class).retire(workspace.id(), Actor.OPERATOR);

            assertThat(after).isEqualTo(before + 1);
            KeySets sets = SERVER.bean(KeyRing.class).sets();
            sets.refresh(workspace.id().value());
            assertThat(sets.of(workspace.id().value()).oldestVersion()).isEqualTo(after);
        }
        everySecretIs("first ");
    }

    /** Killed between the new key and the event that says so. */
    @Test
    @Attack("secrets-18")
    void aNewKeyIsInTheLogThoughItsMakerWasKilledBeforeHeCouldSay() {
        int version =
                SERVER.bean(KeyRing.class).sets().addVersion(workspace.id().value());

        rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {});

        List<String> told =
                workspaces
                        .within(
                                workspace.id(),
                                () -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 500))
                        .stream()
                        .filter(event -> event.verb().equals("key.rotated"))
                        .map(AuditEntry::detail)
                        .toList();
        assertThat(told).containsOnlyOnce("version " + version + " is in force");
    }

    @Test
    @Attack({"secrets-18", "secrets-19"})
    void aSecretWhoseKeyIsTakenAwayBeforeItIsCommittedIsNotKept() {
        SecretRef late = new SecretRef(UUID.randomUUID(), "token");

        assertThatThrownBy(() -> workspaces.within(workspace.id(), () -> {
                    vault.store(late, TERMS, new byte[] {1}, Actor.OPERATOR);
                    CompletableFuture.runAsync(() -> {
                                rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {});
                                rotation.retire(workspace.id(), Actor.OPERATOR);
                            })
                            .join();
                    return true;
                }))
                .isInstanceOf(SecretUnavailable.class);

        assertThat(workspaces.within(workspace.id(), () -> vault.has(late))).isFalse();
        everySecretIs("first ");
    }

    /** The rotation meets destroyed keys, whatever it was doing: it ends, makes none anew, and nothing opens. */
    @Test
    @Attack("secrets-19")
    void aWorkspaceThatIsErasedMeanwhileStaysErased() {
        assertThatThrownBy(() -> rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> workspaces.erase(workspace.id())))
                .isInstanceOfAny(WorkspaceUnavailable.class, KeysUnavailable.class);
        assertThatThrownBy(() -> rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {}))
                .isInstanceOfAny(WorkspaceUnavailable.class, KeysUnavailable.class);

        KeySets sets = SERVER.bean(KeyRing.class).sets();
        assertThat(sets.isDestroyed(workspace.id().value())).isTrue();
        assertThat(sets.workspaces()).doesNotContain(workspace.id().value());
        assertThatThrownBy(() -> sets.addVersion(workspace.id().value())).isInstanceOf(KeysUnavailable.class);
    }

    /** All its rows as they were, versions included: that is what a database brought back from a backup has. */
    @Test
    @Attack("secrets-26")
    void aBackupFromBeforeTheRotationOpensUntilTheOldKeyIsTakenAway() {
        List<SealedRow> backup = rows();
        rotation.rotate(workspace.id(), Actor.OPERATOR, _ -> {});
        List<SealedRow> rotated = rows();

        bringBack(backup);
        everySecretIs("first ");
        bringBack(rotated);
        rotation.retire(workspace.id(), Actor.OPERATOR);
        everySecretIs("first ");
        bringBack(backup);

        workspaces.within(workspace.id(), () -> {
            for (SecretRef ref : refs) {
                assertThatThrownBy(() -> vault.open(ref, TEST, _ -> true))
                        .isInstanceOfSatisfying(
                                SecretUnavailable.class,
                                refused ->
                                        assertThat(refused.reason()).isEqualTo(SecretUnavailable.Reason.UNKNOWN_KEY));
            }
            return true;
        });
    }

    private List<SealedRow> rows() {
        return workspaces.within(
                workspace.id(),
                () -> refs.stream()
                        .map(ref -> SERVER.bean(SecretRows.class).find(ref).orElseThrow())
                        .toList());
    }

    /** As a restore of the database does, which the server's role could not. */
    private void bringBack(List<SealedRow> rows) {
        TenantSql tenant = SERVER.bean(TenantSql.class);
        workspaces.within(workspace.id(), () -> {
            for (int i = 0; i < SECRETS; i++) {
                new CanaryWorkspaces(workspaces, tenant, "none").overwrite(refs.get(i), rows.get(i));
            }
            return true;
        });
        for (int i = 0; i < SECRETS; i++) {
            SERVER.asAdministrator("set session_replication_role = replica; update mullion.secret_version set latest = "
                    + rows.get(i).latest() + " where workspace_id = '"
                    + workspace.id().value() + "' and owner = '" + refs.get(i).owner() + "' and field = '"
                    + refs.get(i).field() + "'");
        }
    }

    private boolean store(int i, String text) {
        vault.store(refs.get(i), TERMS, text.getBytes(StandardCharsets.UTF_8), Actor.OPERATOR);
        return true;
    }

    private String text(int i) {
        return vault.open(
                refs.get(i), TEST, secret -> secret.expose(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }

    private void everySecretIs(String beginning) {
        workspaces.within(workspace.id(), () -> {
            for (int i = 0; i < SECRETS; i++) {
                assertThat(text(i)).isEqualTo(beginning + i);
            }
            return true;
        });
    }
}
