package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.verifier.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that signs cannot be had: work goes on, and everybody who looks sees that the checkpoint is old. */
class SigningUnavailableTest {

    private static TestServer server;

    @TempDir
    private Path folder;

    private Workspace workspace;
    private Workspaces workspaces;
    private Unsigned unsigned;
    private Instant now = Instant.now();

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @BeforeAll
    static void aServerOfItsOwn() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aLogThatIsSigned() {
        workspace = server.newWorkspace();
        workspaces = server.bean(Workspaces.class);
        unsigned = new Unsigned();
        record("before");
        server.bean(Checkpoints.class).sign(workspace.id());
    }

    @Test
    @Attack({"audit-21", "audit-25"})
    void writingGoesOnTheCheckpointAgesAndTheLogSaysSo() throws IOException {
        Signing signing = signing();
        String proof = server.bean(Proofs.class).of(workspace.id(), 1).orElseThrow();
        Path away = takeTheKeysAway();

        record("while the key is gone");
        assertThatThrownBy(() -> server.bean(Checkpoints.class).sign(workspace.id()))
                .isInstanceOf(KeysUnavailable.class);
        sign(signing);
        assertThat(chain().late()).isFalse();
        now = now.plus(LateSignatures.PATIENCE).plusSeconds(5);
        for (int round = 0; round < 3; round++) {
            sign(signing);
        }

        assertThat(chain().late()).isTrue();
        assertThat(verbs()).containsOnlyOnce("signing.late").doesNotContain("signing.resumed");

        bringBack(away);
        sign(signing);
        assertThat(verbs()).containsOnlyOnce("signing.late").containsOnlyOnce("signing.resumed");
        sign(signing);
        assertThat(chain().late()).isFalse();
        assertThat(server.bean(LogCheck.class).run(workspace.id())).isInstanceOf(LogCheck.Found.Holds.class);
        assertThat(judged(proof)).as("a proof from before").isEqualTo(Verifier.HOLDS);
    }

    /** A view that stands still for a day. */
    @Test
    @Attack("audit-25")
    void aCheckpointThatWasNotRenewedForADayIsShownAsOld() {
        record("unsigned");
        server.bean(Unsigned.class).take();
        assertThat(chain().late()).isFalse();

        now = now.plus(Duration.ofDays(1));

        assertThat(chain().late()).isTrue();
        server.bean(Checkpoints.class).sign(workspace.id());
        assertThat(chain().late()).as("nothing waits").isFalse();
    }

    @Test
    @Attack("audit-21")
    void aProofFromBeforeARotationHoldsAfterIt() throws IOException {
        String proof = server.bean(Proofs.class).of(workspace.id(), 1).orElseThrow();
        server.bean(KeyRotation.class).run(workspace.id(), Actor.OPERATOR);
        record("after");
        server.bean(Checkpoints.class).sign(workspace.id());

        assertThat(verbs()).contains("key.announced");
        assertThat(judged(proof)).isEqualTo(Verifier.HOLDS);
    }

    /** One log that cannot be published must not keep the others from being signed. */
    @Test
    @Attack("audit-21")
    void oneLogThatCannotBePublishedStopsNoOther() throws IOException {
        Workspace blocked = server.newWorkspace();
        Path file = server.bean(Published.class).file(blocked.id());
        Files.createDirectories(file);
        recordIn(blocked, "never published");
        record("published");
        Signing signing = signing();
        unsigned.add(blocked.id());
        unsigned.add(workspace.id());

        signing.sign();
        long size = workspaces.within(workspace.id(), server.bean(Checkpoints.class)::size);

        assertThat(server.bean(Published.class).last(workspace.id()))
                .map(Checkpoint::size)
                .isEqualTo(Optional.of(size));
        assertThat(unsigned.take()).contains(blocked.id());
        Files.delete(file);
    }

    /** A fault of our own, which is none of the troubles that signing expects. */
    @Test
    @Attack("audit-21")
    void aFaultThatNobodyThoughtOfLeavesNoOtherLogUnsigned() {
        Workspace faulty = server.newWorkspace();
        recordIn(faulty, "not signed");
        record("signed");
        unsigned.add(faulty.id());
        unsigned.add(workspace.id());
        var log =
                new EntryLog(
                        server.bean(TenantSql.class),
                        server.bean(LogOpening.class),
                        server.bean(OlderEvents.class),
                        unsigned) {
                    @Override
                    void takeOlder(WorkspaceId of) {
                        if (of.equals(faulty.id())) {
                            throw new IllegalStateException("a fault");
                        }
                    }
                };

        signing(log).sign();
        signing(log).sign();

        assertThat(server.bean(Published.class).last(workspace.id()))
                .map(Checkpoint::size)
                .isEqualTo(Optional.of(workspaces.within(workspace.id(), server.bean(Checkpoints.class)::size)));
        assertThat(unsigned.take()).containsExactly(faulty.id());
    }

    private Signing signing() {
        return signing(server.bean(EntryLog.class));
    }

    private Signing signing(EntryLog log) {
        return new Signing(
                workspaces,
                server.bean(Checkpoints.class),
                unsigned,
                new LateSignatures(workspaces, server.bean(AuditTrail.class), clock),
                log);
    }

    private void sign(Signing signing) {
        unsigned.add(workspace.id());
        signing.sign();
    }

    private ChainState.State chain() {
        var state = new ChainState(
                server.bean(AuditTrail.class),
                server.bean(Checkpoints.class),
                server.bean(LogCheck.class),
                server.bean(Pruned.class),
                server.bean(StoredEvents.class),
                workspaces,
                clock);
        return workspaces.within(workspace.id(), state::here);
    }

    private void record(String detail) {
        recordIn(workspace, detail);
    }

    private void recordIn(Workspace where, String detail) {
        workspaces.within(where.id(), () -> {
            server.bean(AuditTrail.class)
                    .record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", detail));
            return true;
        });
    }

    private List<String> verbs() {
        return workspaces
                .within(workspace.id(), () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 100))
                .stream()
                .map(AuditEntry::verb)
                .toList();
    }

    private Path takeTheKeysAway() throws IOException {
        Path kept = keys();
        Path away = folder.resolve("away");
        Files.move(kept, away);
        server.bean(KeyRing.class).sets().forget(workspace.id().value());
        return away;
    }

    private void bringBack(Path away) throws IOException {
        Files.move(away, keys());
        server.bean(KeyRing.class).sets().forget(workspace.id().value());
    }

    private Path keys() {
        return server.bean(Settings.class)
                .custody()
                .store()
                .resolve("wsp_" + workspace.id().value() + ".keys");
    }

    private int judged(String proof) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "proof", ""), proof);
        var said = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Verifier.run(List.of(file.toString()), said, said);
    }
}
