package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.TestServer;
import dev.mullion.audit.LogCheck.Found;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.verifier.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that prune one log at the same time, or while it is verified or exported. */
class PrunedMeanwhileTest {

    private static final TestServer SERVER = TestServer.shared();

    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final Workspace workspace = SERVER.newWorkspace();
    private final AtomicBoolean isHad = new AtomicBoolean();

    @TempDir
    private Path folder;

    @BeforeEach
    void aLogWithOldEvents() {
        Instant now = Instant.now();
        var log = new PastLog(SERVER, workspace.id());
        log.record(now.minus(Duration.ofDays(700)), 299);
        log.sign();
        log.record(now.minus(Duration.ofDays(30)), 20);
        log.keep(now.minus(Duration.ofDays(21)), 400);
        log.sign();
    }

    @Test
    void serversThatPruneAtTheSameTimeDoItOnce() throws Exception {
        List<Callable<Boolean>> servers = IntStream.range(0, 4)
                .mapToObj(_ -> (Callable<Boolean>) () -> {
                    AuditConcurrency.patiently(this::prune);
                    return true;
                })
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(servers)) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(workspaces.within(
                        workspace.id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql("select count(*) from audit_entry"
                                        + " where workspace_id = :workspace and verb = 'log.pruned'")
                                .query(Long.class)
                                .single()))
                .isEqualTo(1);
        assertThat(SERVER.bean(LogCheck.class).run(workspace.id())).isInstanceOf(Found.Holds.class);
    }

    @Test
    void aLogThatIsPrunedWhileItIsVerifiedHolds() {
        var check = new LogCheck(
                workspaces,
                SERVER.bean(Checkpoints.class),
                SERVER.bean(CheckpointKeys.class),
                prunedBeforeTheFirstPage(),
                SERVER.bean(KnownHeads.class),
                SERVER.bean(Pruned.class),
                SERVER.bean(Tiles.class));

        assertThat(check.run(workspace.id()))
                .isInstanceOfSatisfying(
                        Found.Holds.class, holds -> assertThat(holds.from()).isEqualTo(300));
        assertThat(isHad).isTrue();
    }

    @Test
    void aLogThatIsSignedFurtherWhileItIsVerifiedHolds() {
        var check = new LogCheck(
                workspaces,
                SERVER.bean(Checkpoints.class),
                SERVER.bean(CheckpointKeys.class),
                beforeTheFirstPage(this::recordAndSign),
                SERVER.bean(KnownHeads.class),
                SERVER.bean(Pruned.class),
                SERVER.bean(Tiles.class));

        assertThat(check.run(workspace.id())).isInstanceOf(Found.Holds.class);
        assertThat(isHad).isTrue();
    }

    @Test
    void aLogThatIsPrunedWhileItIsExportedIsExportedFromThere() throws IOException {
        var bundles = new Bundles(
                workspaces,
                SERVER.bean(Checkpoints.class),
                SERVER.bean(CheckpointKeys.class),
                prunedBeforeTheFirstPage(),
                SERVER.bean(Tiles.class),
                SERVER.bean(Pruned.class));
        Path file = folder.resolve("bundle");
        try (OutputStream out = Files.newOutputStream(file)) {
            bundles.prepare(workspace.id(), Exports.Kept.NONE).write(out);
        }

        assertThat(Files.readString(file)).contains("\nfrom 300\n").containsOnlyOnce("mullion-audit-bundle/1");
        var said = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        assertThat(Verifier.run(List.of(file.toString()), said, said)).isEqualTo(Verifier.HOLDS);
    }

    @Test
    void aLogThatIsPrunedBeyondWhatWasExportedBreaksOffWithoutItsLastLine() throws IOException {
        var bundles = new Bundles(
                workspaces,
                SERVER.bean(Checkpoints.class),
                SERVER.bean(CheckpointKeys.class),
                inPagesOf100(this::prune),
                SERVER.bean(Tiles.class),
                SERVER.bean(Pruned.class));
        Path file = folder.resolve("bundle");
        try (OutputStream out = Files.newOutputStream(file)) {
            Bundles.Bundle bundle = bundles.prepare(workspace.id(), Exports.Kept.NONE);
            assertThatThrownBy(() -> bundle.write(out))
                    .isInstanceOf(SigningRefused.class)
                    .hasMessageContaining("export it again");
        }

        assertThat(isHad).isTrue();
        assertThat(Files.readString(file)).doesNotContain("\nend ");
        var said = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        assertThat(Verifier.run(List.of(file.toString()), said, said)).isNotEqualTo(Verifier.HOLDS);
    }

    /** With trouble of a kind that nobody thought of. */
    @Test
    void oneLogThatCannotBePrunedEndsTheNightForNoOther() throws IOException {
        Workspace blocked = SERVER.newWorkspace();
        var log = new PastLog(SERVER, blocked.id());
        log.record(Instant.now().minus(Duration.ofDays(700)), 10);
        log.sign();
        log.record(Instant.now().minus(Duration.ofDays(30)), 1);
        log.keep(Instant.now().minus(Duration.ofDays(21)), 400);
        Path file = SERVER.bean(Published.class).file(blocked.id());
        Files.delete(file);
        Files.createDirectories(file);
        try {
            assertThatCode(SERVER.bean(Retention.class)::pruneAll).doesNotThrowAnyException();
        } finally {
            Files.delete(file);
        }

        assertThat(workspaces.within(workspace.id(), SERVER.bean(Pruned.class)::end))
                .isEqualTo(300);
        assertThat(workspaces.within(blocked.id(), SERVER.bean(Pruned.class)::end))
                .isZero();
    }

    private void prune() {
        SERVER.bean(Retention.class).prune(workspace.id(), Actor.OPERATOR);
    }

    private void recordAndSign() {
        var log = new PastLog(SERVER, workspace.id());
        log.record(Instant.now(), 5);
        log.sign();
    }

    /** Another server's turn comes between the look at what was pruned and the first page. */
    private StoredEvents prunedBeforeTheFirstPage() {
        return beforeTheFirstPage(this::prune);
    }

    private StoredEvents inPagesOf100(Runnable turnBeforeTheSecond) {
        return new StoredEvents(SERVER.bean(TenantSql.class)) {
            @Override
            List<StoredEvent> page(long from, long to) {
                if (from == 100 && isHad.compareAndSet(false, true)) {
                    CompletableFuture.runAsync(turnBeforeTheSecond).join();
                }
                return super.page(from, Math.min(to, from + 100));
            }
        };
    }

    private StoredEvents beforeTheFirstPage(Runnable turn) {
        return new StoredEvents(SERVER.bean(TenantSql.class)) {
            @Override
            List<StoredEvent> page(long from, long to) {
                if (from == 0 && isHad.compareAndSet(false, true)) {
                    CompletableFuture.runAsync(turn).join();
                }
                return super.page(from, to);
            }
        };
    }
}
