package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretUnavailable.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);
    private static final SecretTerms TERMS = SecretTerms.vendorToken("api.vendor.example");
    private static final byte[] TOKEN = "vnd_5f1c-the-token".getBytes(StandardCharsets.UTF_8);

    private final Vault vault = SERVER.bean(Vault.class);
    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final TenantSql tenant = SERVER.bean(TenantSql.class);
    private final SecretRef ref = new SecretRef(UUID.randomUUID(), "access-token");
    private Workspace workspace;

    @BeforeEach
    void aWorkspaceWithOneToken() {
        workspace = SERVER.newWorkspace();
        inside(() -> {
            vault.store(ref, TERMS, TOKEN, Actor.OPERATOR);
            return true;
        });
    }

    @Test
    void lendsASecretForOneCallAndWipesIt() {
        AtomicReference<Secret> kept = new AtomicReference<>();

        byte[] opened = inside(() -> vault.open(ref, TEST, secret -> {
            kept.set(secret);
            assertThat(secret).hasToString("[redacted secret]");
            assertThat(secret.matches(TOKEN)).isTrue();
            assertThat(secret.mayGoTo("API.vendor.example")).isTrue();
            assertThat(secret.mayGoTo("vendor.example")).isFalse();
            return secret.expose(byte[]::clone);
        }));

        assertThat(opened).isEqualTo(TOKEN);
        assertThatThrownBy(() -> kept.get().expose(byte[]::clone)).isInstanceOf(IllegalStateException.class);
    }

    /** An actor whose name no event takes. */
    @Test
    void wipesASecretWhoseUseCannotBeRecorded() {
        List<byte[]> opened = new ArrayList<>();
        Vault watched =
                new Vault(
                        SERVER.bean(SecretRows.class),
                        SERVER.bean(VerificationKeys.class),
                        SERVER.bean(SecretUses.class),
                        SERVER.bean(KeyRing.class),
                        SERVER.bean(AuditTrail.class)) {
                    @Override
                    byte[] opened(WorkspaceId of, SecretRef secret, SealedRow row) {
                        opened.add(super.opened(of, secret, row));
                        return opened.getLast();
                    }
                };
        Purpose nobodys = new Purpose("of-a-test", new Actor(Actor.Kind.PERSON, "no id"));

        assertThatThrownBy(() -> inside(() -> watched.open(ref, nobodys, _ -> true)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(opened).singleElement().isEqualTo(new byte[TOKEN.length]);
    }

    @Test
    void recordsEveryUseOfATokenInTheTransactionThatItServes() {
        inside(() -> vault.open(ref, TEST, _ -> true));
        assertThatThrownBy(() -> inside(() -> vault.open(ref, TEST, _ -> {
                    throw new IllegalStateException("the work failed");
                })))
                .isInstanceOf(IllegalStateException.class);

        List<AuditEntry> trail = inside(() -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 50));
        assertThat(trail)
                .filteredOn(entry -> entry.verb().equals(AuditAction.SECRET_USED.word()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).isEqualTo("vendor-token for of-a-test"));
        assertThat(trail.toString()).doesNotContain("vnd_5f1c");
    }

    @Test
    @Attack("secrets-1")
    void opensInNoOtherPlace() {
        SecretRef otherField = new SecretRef(ref.owner(), "refresh-token");
        SecretRef otherOwner = new SecretRef(UUID.randomUUID(), ref.field());
        Workspace other = SERVER.newWorkspace();
        inside(() -> copyTo(otherField) + copyTo(otherOwner));
        List<Object[]> row = inside(() -> tenant.sql("""
                        select key_version, row_version, sealed from secret
                         where workspace_id = :workspace and owner = :owner and field = :field
                        """)
                .param("owner", ref.owner())
                .param("field", ref.field())
                .query((found, _) -> new Object[] {found.getInt(1), found.getLong(2), found.getBytes(3)})
                .list());
        workspaces.within(other.id(), () -> {
            vault.store(ref, TERMS, "another".getBytes(StandardCharsets.UTF_8), Actor.OPERATOR);
            return tenant.sql("""
                            update secret set sealed = :sealed where workspace_id = :workspace and owner = :owner
                            """)
                    .param("sealed", row.getFirst()[2])
                    .param("owner", ref.owner())
                    .update();
        });

        for (SecretRef moved : List.of(otherField, otherOwner)) {
            refuses(Reason.UNOPENABLE, () -> inside(() -> vault.open(moved, TEST, _ -> true)));
        }
        refuses(Reason.UNOPENABLE, () -> workspaces.within(other.id(), () -> vault.open(ref, TEST, _ -> true)));
        boolean same = inside(() -> vault.open(ref, TEST, secret -> secret.matches(TOKEN)));
        assertThat(same).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts = array['attacker.example']",
                "hosts = hosts || array['attacker.example']",
                "class = 'signing-key'",
                "sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1)",
                "sealed = substring(sealed from 1 for length(sealed) - 1)"
            })
    @Attack({"secrets-1", "secrets-14"})
    void opensNothingWhoseRowWasChanged(String change) {
        change(change);

        refuses(Reason.UNOPENABLE, () -> inside(() -> vault.open(ref, TEST, _ -> true)));
    }

    @Test
    @Attack("secrets-5")
    void knowsAnOldRowThatWasPutBack() {
        inside(() -> copyTo(new SecretRef(ref.owner(), "kept-aside")));
        inside(() -> {
            vault.store(ref, TERMS, "the second".getBytes(StandardCharsets.UTF_8), Actor.OPERATOR);
            return true;
        });
        String old = " from secret old where old.workspace_id = secret.workspace_id and old.owner = secret.owner"
                + " and old.field = 'kept-aside'";

        inside(() -> tenant.sql("update secret set sealed = old.sealed" + old
                        + " and secret.field = 'access-token' and secret.workspace_id = :workspace"
                        + " and old.workspace_id = :workspace")
                .update());
        refuses(Reason.UNOPENABLE, () -> inside(() -> vault.open(ref, TEST, _ -> true)));
        inside(() -> tenant.sql("update secret set row_version = old.row_version" + old
                        + " and secret.field = 'access-token' and secret.workspace_id = :workspace"
                        + " and old.workspace_id = :workspace")
                .update());
        refuses(Reason.ROLLED_BACK, () -> inside(() -> vault.open(ref, TEST, _ -> true)));
    }

    @Test
    @Attack("secrets-6")
    void hasOneErrorForEveryCauseAndTellsThemApartInside() {
        List<String> messages = new ArrayList<>();
        messages.add(refuses(
                Reason.ABSENT, () -> inside(() -> vault.open(new SecretRef(UUID.randomUUID(), "none"), TEST, _ -> 1))));
        change("sealed = set_byte(sealed, 0, 9)");
        messages.add(refuses(Reason.UNKNOWN_FORMAT, () -> inside(() -> vault.open(ref, TEST, _ -> 1))));
        change("sealed = set_byte(sealed, 0, 1), key_version = 7");
        messages.add(refuses(Reason.UNKNOWN_KEY, () -> inside(() -> vault.open(ref, TEST, _ -> 1))));
        change("key_version = 1");
        SERVER.bean(KeyRing.class).sets().destroy(workspace.id().value());
        messages.add(refuses(Reason.KEYS_DESTROYED, () -> inside(() -> vault.open(ref, TEST, _ -> 1))));

        assertThat(new HashSet<>(messages)).hasSize(1);
        SERVER.bean(SecretUses.class).keep();
        assertThat(inside(() -> tenant.sql(
                                "select outcome from secret_use where workspace_id = :workspace order by outcome")
                        .query(String.class)
                        .list()))
                .containsExactly("absent", "keys-destroyed", "unknown-format", "unknown-key");
    }

    @Test
    @Attack("secrets-31")
    void sealsSecretsOfOneBucketToOneLength() {
        Set<Integer> lengths = new HashSet<>();
        for (int length : new int[] {1, 16, 40, 63, 64}) {
            lengths.add(inside(() -> stored(new byte[length])));
        }

        assertThat(lengths).hasSize(1);
        assertThat(inside(() -> stored(new byte[65])))
                .isGreaterThan(lengths.iterator().next());
    }

    @Test
    @Attack({"secrets-4", "secrets-28"})
    void givesBackEveryTextExactlyAndTakesNoneThatIsTooLong() {
        byte[] longest = new byte[Envelope.LONGEST];
        Arrays.fill(longest, (byte) 0xff);
        for (byte[] text : new byte[][] {
            {0}, "gr\u00fc\u00df \ud83d\udd11 \u0000 end".getBytes(StandardCharsets.UTF_8), new byte[1_000], longest
        }) {
            inside(() -> stored(text));
            byte[] opened = inside(() -> vault.open(ref, TEST, secret -> secret.expose(byte[]::clone)));
            assertThat(opened).isEqualTo(text);
        }
        for (byte[] text : new byte[][] {{}, new byte[Envelope.LONGEST + 1], new byte[1 << 20]}) {
            assertThatThrownBy(() -> inside(() -> stored(text))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private int stored(byte[] text) {
        vault.store(ref, TERMS, text, Actor.OPERATOR);
        return tenant.sql("""
                        select length(sealed) from secret
                         where workspace_id = :workspace and owner = :owner and field = :field
                        """)
                .param("owner", ref.owner())
                .param("field", ref.field())
                .query(Integer.class)
                .single();
    }

    private int copyTo(SecretRef to) {
        tenant.sql("""
                insert into secret (workspace_id, owner, field, class, hosts, key_version, row_version, sealed, created_at, sealed_at)
                select workspace_id, :newOwner, :newField, class, hosts, key_version, row_version, sealed, created_at, sealed_at
                  from secret
                 where workspace_id = :workspace and owner = :owner and field = :field
                """)
                .param("newOwner", to.owner())
                .param("newField", to.field())
                .param("owner", ref.owner())
                .param("field", ref.field())
                .update();
        return tenant.sql("""
                insert into secret_version (workspace_id, owner, field, latest)
                values (:workspace, :owner, :field, 1)
                """)
                .param("owner", to.owner())
                .param("field", to.field())
                .update();
    }

    private void change(String assignment) {
        int changed = inside(() -> tenant.sql("update secret set " + assignment
                        + " where workspace_id = :workspace and owner = :owner and field = :field")
                .param("owner", ref.owner())
                .param("field", ref.field())
                .update());
        assertThat(changed).isEqualTo(1);
    }

    private <T> T inside(Supplier<T> work) {
        return workspaces.within(workspace.id(), work::get);
    }

    private static String refuses(Reason reason, ThrowingCallable call) {
        AtomicReference<String> message = new AtomicReference<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(SecretUnavailable.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            message.set(String.valueOf(refused.getMessage()));
        });
        return message.get();
    }
}
