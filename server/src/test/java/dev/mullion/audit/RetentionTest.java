package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.LogCheck.Found;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.verifier.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old events go by policy alone, and what was proven before is proven after. */
class RetentionTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final int OLD = 300;

    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final Retention retention = SERVER.bean(Retention.class);
    private final Workspace workspace = SERVER.newWorkspace();
    private final PastLog log = new PastLog(SERVER, workspace.id());
    private final List<Checkpoint> kept = new ArrayList<>();

    @TempDir
    private Path folder;

    /** 300 events of long ago with checkpoints among them, 40 of half a year ago, 20 of a month ago. */
    @BeforeEach
    void aLogOfTwoYears() {
        Instant now = Instant.now();
        log.record(now.minus(Duration.ofDays(700)), 99);
        kept.add(log.sign());
        log.record(now.minus(Duration.ofDays(600)), 60);
        kept.add(log.sign());
        log.record(now.minus(Duration.ofDays(500)), OLD - 160);
        kept.add(log.sign());
        log.record(now.minus(Duration.ofDays(200)), 40);
        kept.add(log.sign());
        log.record(now.minus(Duration.ofDays(30)), 20);
        log.sign();
        assertThat(kept).extracting(Checkpoint::size).containsExactly(100L, 160L, 300L, 340L);
    }

    @Test
    @Attack("audit-37")
    void whatIsOlderThanThePolicyGoesAndEveryProofHolds() throws IOException {
        keep(400);
        assertThat(prune()).isEqualTo(OLD);

        assertThat(places()).startsWith((long) OLD).doesNotContain(0L, OLD - 1L);
        assertThat(check()).isEqualTo(new Found.Holds(OLD, size()));
        for (long place : List.of((long) OLD, OLD + 1L, 341L, size() - 1)) {
            assertThat(exitOf(file(proof(place)))).isEqualTo(Verifier.HOLDS);
        }
        assertThat(SERVER.bean(Proofs.class).of(workspace.id(), OLD - 1)).isEmpty();
        Path notes = Files.writeString(
                folder.resolve("kept"), kept.stream().map(Checkpoint::note).collect(Collectors.joining()));
        Path bundle = export(Set.of());
        assertThat(said(bundle, "--kept", notes.toString()))
                .contains("the events before #300; hashes stand for them; event #")
                .contains("says that they were pruned")
                .contains("kept checkpoints: 4;")
                .endsWith("result    holds\n");
        assertThat(Files.readString(bundle)).contains("\nfrom 300\nrange ");
    }

    @Test
    @Attack("audit-37")
    void aCheckpointOfAnotherStoryIsStillFoundOutAfterwards() throws IOException {
        keep(400);
        prune();
        String note = kept.get(1).note();
        Path other = Files.writeString(
                folder.resolve("other"),
                note.replace(kept.get(1).root(), kept.get(2).root()));

        assertThat(exitOf(export(Set.of()), "--kept", other.toString())).isEqualTo(Verifier.DOES_NOT_HOLD);
    }

    @Test
    @Attack("audit-37")
    void itGoesOnAsALogThatGrowsAndIsPrunedAgain() throws IOException {
        keep(400);
        log.retention(daysAgo(12)).prune(workspace.id(), Actor.OPERATOR);
        log.rotateKey(daysAgo(11));
        log.record(daysAgo(10), 300);
        log.sign();
        log.keep(daysAgo(9), 100);

        assertThat(prune()).as("in the same tile of 256 as before").isEqualTo(340);
        assertThat(prune()).as("nothing more").isEqualTo(340);
        log.record(Instant.now(), 200);
        log.sign();

        assertThat(check()).isEqualTo(new Found.Holds(340, size()));
        assertThat(exitOf(file(proof(size() - 1)))).isEqualTo(Verifier.HOLDS);
        assertThat(exitOf(file(proof(340)))).isEqualTo(Verifier.HOLDS);
        assertThat(exitOf(export(Set.of()))).isEqualTo(Verifier.HOLDS);
    }

    @Test
    void nothingGoesWithoutAPolicyOrBeforeItsTime() {
        assertThat(prune()).isZero();
        keep(720);
        assertThat(prune()).isZero();
        assertThatThrownBy(() -> keep(89)).hasMessageContaining("90 to 36500");
        assertThat(places()).hasSize((int) size());
    }

    /** The run-time role, with everything that it may say to the function and to the tables behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select prune_audit_log(:workspace, 340, 1000)",
                "select prune_audit_log(:workspace, 299, 1000)",
                "select prune_audit_log(:workspace, 300, 1000)",
                "insert into audit_pruned (workspace_id, size, announced, hashes) values (:workspace, 300, 301, '')",
                "insert into audit_retention (workspace_id, keep_days) values (:workspace, 1)",
                "insert into audit_retention (workspace_id, keep_days) values (:workspace, 90)",
                "delete from audit_entry where workspace_id = :workspace and index < 5",
                "update audit_pruned set size = 300 where workspace_id = :workspace"
            })
    @Attack({"audit-37", "audit-19"})
    void theDatabaseRefusesWhatNoEventSaysOrNoPolicyAllows(String sql) {
        if (!sql.contains("audit_retention")) {
            keep(400);
        }
        long before = size();

        assertThatThrownBy(() -> workspaces.within(workspace.id(), () -> {
                    var statement = SERVER.bean(TenantSql.class).sql(sql);
                    return sql.startsWith("select")
                            ? statement.query(Integer.class).single()
                            : statement.update();
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(places())
                .as("but for the record of a guard that tripped")
                .hasSizeBetween((int) before, (int) before + 1);
        assertThat(check()).isEqualTo(new Found.Holds(0, size()));
    }

    /** With an event that announces it, but younger than the policy. */
    @Test
    @Attack("audit-37")
    void theDatabaseRefusesWhatIsYoungerThanThePolicyThoughAnEventSaysIt() {
        keep(400);
        assertThatThrownBy(() -> workspaces.within(workspace.id(), () -> {
                    SERVER.bean(EntryLog.class)
                            .append(EventText.of(
                                    new AuditEvent(AuditAction.LOG_PRUNED, Actor.OPERATOR, "340", ""),
                                    Instant.now(),
                                    "-"));
                    return SERVER.bean(TenantSql.class)
                            .sql("select prune_audit_log(:workspace, 340, 1000)")
                            .query(Integer.class)
                            .single();
                }))
                .hasMessageContaining("append-only");
    }

    @Test
    @Attack("audit-37")
    void noWorkspacePrunesTheLogOfAnother() {
        keep(400);
        Workspace other = SERVER.newWorkspace();
        assertThatThrownBy(() -> workspaces.within(
                        other.id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql("select prune_audit_log(:other, 300, 1000)")
                                .param("other", workspace.id().value())
                                .query(Integer.class)
                                .single()))
                .hasMessageContaining("another workspace");
    }

    @Test
    void aLogThatDoesNotHoldIsNotPruned() {
        keep(400);
        SERVER.asAdministrator("set session_replication_role = replica; update mullion.audit_entry"
                + " set payload = 'detail=x\n' where index = 17 and workspace_id = '"
                + workspace.id().value() + "'");

        assertThatThrownBy(this::prune).hasMessageContaining("event 17 was changed");
        AuditEntry told = workspaces
                .within(
                        workspace.id(),
                        () -> SERVER.bean(AuditTrail.class).last(Set.of(AuditAction.AUDIT_VERIFIED), "log"))
                .orElseThrow();
        assertThat(told.outcome()).isEqualTo("failed");
        assertThat(told.detail()).contains("event 17 was changed");
        assertThat(places()).hasSize((int) size());
    }

    static Stream<String> damages() {
        return Stream.of(
                "update mullion.audit_pruned set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1)",
                "update mullion.audit_pruned set announced = size",
                "update mullion.audit_tile set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1)");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("damages")
    @Attack("audit-37")
    void whatASuperuserChangesOfTheHashesThatStayedIsFound(String sql) {
        keep(400);
        prune();
        SERVER.asAdministrator("set session_replication_role = replica; " + sql + " where workspace_id = '"
                + workspace.id().value() + "'");

        assertThat(check()).isInstanceOf(Found.Broken.class);
    }

    /** Since three weeks ago. */
    private void keep(int days) {
        log.keep(daysAgo(21), days);
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private long prune() {
        return retention.prune(workspace.id(), Actor.OPERATOR);
    }

    private Found check() {
        return SERVER.bean(LogCheck.class).run(workspace.id());
    }

    private long size() {
        return workspaces.within(workspace.id(), SERVER.bean(Checkpoints.class)::size);
    }

    private List<Long> places() {
        return workspaces.within(
                workspace.id(),
                () -> SERVER.bean(TenantSql.class)
                        .sql("select index from audit_entry where workspace_id = :workspace order by index")
                        .query((row, _) -> row.getLong(1))
                        .list());
    }

    private String proof(long place) {
        return SERVER.bean(Proofs.class).of(workspace.id(), place).orElseThrow();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "proof", ""), text);
    }

    private Path export(Set<Long> since) throws IOException {
        Path file = Files.createTempFile(folder, "log", ".mullion-audit");
        try (OutputStream out = Files.newOutputStream(file)) {
            SERVER.bean(Exports.class)
                    .prepare(
                            workspace.id(),
                            Actor.OPERATOR,
                            ExportFormat.BUNDLE,
                            AuditFilter.ALL,
                            Exports.Kept.of(since))
                    .write(out);
        }
        return file;
    }

    private static int exitOf(Path file, String... options) {
        var said = new ByteArrayOutputStream();
        return run(said, file, options);
    }

    private static String said(Path file, String... options) {
        var said = new ByteArrayOutputStream();
        run(said, file, options);
        return said.toString(StandardCharsets.UTF_8);
    }

    private static int run(ByteArrayOutputStream said, Path file, String... options) {
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(List.of(options));
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Verifier.run(words, stream, stream);
    }
}
