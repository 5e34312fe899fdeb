package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

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

    /** Rows come back in the order in which they lie on disk, which says nothing about when they came. */
    @Test
    void ofTwoPastedWithinAMinuteTheLaterWins() {
        byte[] later = "vnd_later".getBytes(StandardCharsets.UTF_8);
        workspaces.within(workspace.id(), () -> {
            put(later, Instant.now());
            put(TOKEN, Instant.now().minusSeconds(30));
            return true;
        });
        intake.admit(workspace.id());

        assertThat(workspaces.<Boolean, RuntimeException>within(
                        workspace.id(),
                        () -> SERVER.bean(Vault.class)
                                .open(ref, new Purpose("of-a-test", Actor.OPERATOR), secret -> secret.matches(later))))
                .isTrue();
    }

    private void put(byte[] token, Instant at) {
        byte[] box = SealedSecret.box(IntakeKey.of(intake.publicKey()), workspace.id(), ref, TERMS, token);
        SERVER.bean(TenantSql.class)
                .sql("""
                        insert into sealed_intake (workspace_id, id, owner, field, class, hosts, actor_kind, actor, box, created_at)
                        values (:workspace, :id, :owner, :field, 'vendor-token', :hosts, 'operator', 'operator', :box, :at)
                        """)
                .param("id", UUID.randomUUID())
                .param("owner", ref.owner())
                .param("field", ref.field())
                .param("hosts", TERMS.sortedHosts().toArray(String[]::new))
                .param("box", box)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** A row that somebody with SQL of the server's role copied, in whatever row they put it back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Attack("secrets-5")
    void aBoxThatIsPutBackReplacesNothing(boolean wasOpened) {
        byte[] older = box(workspace.id(), ref, TERMS);
        lay(workspace.id(), older, "array['api.vendor.example']", "'operator'", "'operator'");
        if (wasOpened) {
            intake.admit(workspace.id());
        } else {
            run("delete from sealed_intake where workspace_id = :workspace");
        }
        submit(workspace.id(), box(workspace.id(), ref, TERMS, "vnd_newer".getBytes(StandardCharsets.UTF_8)));
        intake.admit(workspace.id());

        lay(workspace.id(), older, "array['api.vendor.example']", "'operator'", "'operator'");
        assertThatThrownBy(() -> submit(workspace.id(), older)).hasMessageContaining("handed in before");
        intake.admit(workspace.id());

        assertThat(workspaces.<Boolean, RuntimeException>within(
                        workspace.id(),
                        () -> SERVER.bean(Vault.class)
                                .open(
                                        ref,
                                        new Purpose("of-a-test", Actor.OPERATOR),
                                        secret -> secret.matches("vnd_newer".getBytes(StandardCharsets.UTF_8)))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "delete from intake_seen where workspace_id = :workspace | permission denied",
                "update intake_seen set hash = sha256(hash) where workspace_id = :workspace | permission denied",
                "update secret_version set latest = 1 where workspace_id = :workspace | only grows",
                "update secret_version set field = 'another', latest = 9 where workspace_id = :workspace | only grows",
                "delete from secret_version where workspace_id = :workspace | only grows"
            })
    @Attack("secrets-5")
    void whatWasThereIsNotMadeForgotten(String sql, String refused) {
        submit(workspace.id(), box(workspace.id(), ref, TERMS));
        intake.admit(workspace.id());

        assertThatThrownBy(() -> run(sql)).hasStackTraceContaining(refused);
    }

    private void run(String sql) {
        workspaces.within(
                workspace.id(), () -> SERVER.bean(TenantSql.class).sql(sql).update());
    }

    /** What injected SQL can leave behind in one tenant's intake. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'x' | 'operator' | array['api.vendor.example']",
                "'operator' | '' | array['api.vendor.example']",
                "'operator' | 'two words' | array['api.vendor.example']",
                "'operator' | 'operator' | array[null::text]",
                "'operator' | 'operator' | array[['api.vendor.example']]",
                "'operator' | 'operator' | array['no host']"
            })
    @Attack("isolation-52")
    void aRowThatSaysNonsenseIsThrownAwayAndHoldsNothingUp(String kind, String actor, String hosts) {
        lay(workspace.id(), box(workspace.id(), ref, TERMS), hosts, kind, actor);
        submit(workspace.id(), box(workspace.id(), ref, TERMS));

        intake.admitAll();

        assertThat(has(workspace.id())).isTrue();
        assertThat(waiting(workspace.id())).isZero();
        assertThat(refused()).containsExactly("system intake " + ref);
    }

    /** Here somebody who listens fails: any other reason would do. */
    @Test
    @Attack("isolation-52")
    void aWorkspaceThatCannotBeAdmittedHoldsNoOtherUp() {
        Workspace behind = SERVER.newWorkspace();
        List<WorkspaceId> both = Stream.of(workspace, behind)
                .sorted(Comparator.comparing(one -> one.slug().value()))
                .map(Workspace::id)
                .toList();
        lay(both.getFirst(), new byte[100], "array['api.vendor.example']", "'operator'", "'operator'");
        lay(both.getLast(), box(both.getLast(), ref, TERMS), "array['api.vendor.example']", "'operator'", "'operator'");
        ApplicationListener<PayloadApplicationEvent<?>> listener = event -> {
            if (event.getPayload() instanceof BoxRefused refused
                    && refused.workspace().equals(both.getFirst())) {
                throw new IllegalStateException("of a test");
            }
        };

        SERVER.context().addApplicationListener(listener);
        try {
            intake.admitAll();
        } finally {
            SERVER.context().removeApplicationListener(listener);
        }
        assertThat(has(both.getLast())).isTrue();
        assertThat(waiting(both.getFirst())).isEqualTo(1);

        intake.admitAll();
        assertThat(waiting(both.getFirst())).isZero();
    }

    /** A row as no server writes it, which came before all others. */
    private void lay(WorkspaceId in, byte[] box, String hosts, String kind, String actor) {
        workspaces.within(
                in,
                () -> SERVER.bean(TenantSql.class)
                        .sql("""
                        insert into sealed_intake (workspace_id, id, owner, field, class, hosts, actor_kind, actor, box, created_at)
                        values (:workspace, gen_random_uuid(), :owner, :field, 'vendor-token', %s, %s, %s, :box,
                                now() - interval '1 hour')
                        """.formatted(hosts, kind, actor))
                        .param("owner", ref.owner())
                        .param("field", ref.field())
                        .param("box", box)
                        .update());
    }

    private List<String> refused() {
        return workspaces
                .within(workspace.id(), () -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 50))
                .stream()
                .filter(entry -> entry.verb().equals("secret.refused"))
                .map(entry -> entry.actor().kind().word() + " " + entry.actor().name() + " " + entry.subject())
                .toList();
    }

    /** Also what looks like something to unpack: a bomb of zeros stays the few bytes that it is. */
    @Test
    @Attack("secrets-28")
    void whatWasPastedComesOutToTheByte() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1 << 20]);
        }
        byte[] longest = new byte[Envelope.LONGEST];
        new Random(28).nextBytes(longest);
        for (byte[] token : new byte[][] {
            {0},
            "gr\u00fc\u00df \ud83d\udd11 \u0000 end".getBytes(StandardCharsets.UTF_8),
            packed.toByteArray(),
            longest
        }) {
            submit(workspace.id(), box(workspace.id(), ref, TERMS, token));
            intake.admit(workspace.id());

            byte[] opened = workspaces.within(
                    workspace.id(),
                    () -> SERVER.bean(Vault.class)
                            .open(
                                    ref,
                                    new Purpose("of-a-test", Actor.OPERATOR),
                                    secret -> secret.expose(byte[]::clone)));
            assertThat(opened).isEqualTo(token);
        }
    }

    @Test
    @Attack("secrets-31")
    void theLengthOfABoxTellsTheBucketAlone() {
        Set<Integer> lengths = new HashSet<>();
        for (int length : new int[] {1, 20, 40, 64}) {
            lengths.add(box(workspace.id(), ref, TERMS, new byte[length]).length);
        }

        assertThat(lengths).hasSize(1);
        assertThat(box(workspace.id(), ref, TERMS, new byte[65]).length)
                .isGreaterThan(lengths.iterator().next());
    }

    private byte[] box(WorkspaceId recipient, SecretRef place, SecretTerms terms) {
        return box(recipient, place, terms, TOKEN);
    }

    private byte[] box(WorkspaceId recipient, SecretRef place, SecretTerms terms, byte[] token) {
        byte[] key = workspaces.within(recipient, intake::publicKey);
        return SealedSecret.box(IntakeKey.of(key), recipient, place, terms, token);
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
