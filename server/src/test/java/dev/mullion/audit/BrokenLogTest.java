package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.KnownHeads.Known;
import dev.mullion.audit.LogCheck.Found;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.TreeHeads.Head;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the run-time role cannot do to a log, and what is found when a superuser does it. */
class BrokenLogTest {

    private static TestServer server;

    private Workspace workspace;
    private Workspaces workspaces;

    record Damage(String name, String sql, long index) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void aServerOfItsOwn() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aLogOfTwentyOneEvents() {
        workspace = server.newWorkspace();
        workspaces = server.bean(Workspaces.class);
        record(20);
        assertThat(check()).isInstanceOf(Found.Holds.class);
    }

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage("a byte of a payload", "set payload = set_byte(payload, 3, 88) where index = 7", 7),
                new Damage("a salt", "set salt = decode(repeat('00', 32), 'hex') where index = 7", 7),
                new Damage(
                        "who it was",
                        "set header = replace(header, 'operator:operator', 'person:per_1') where index = 7",
                        7),
                new Damage("its commitment", "set commitment = sha256('x') where index = 7", 7),
                new Damage(
                        "payload and commitment together",
                        "set payload = 'detail=other\n', commitment = sha256(salt || 'detail=other\n') where index = 7",
                        7),
                new Damage("payload, commitment and leaf together", """
                        set payload = 'detail=other\n', commitment = sha256(salt || 'detail=other\n'),
                            leaf = sha256('\\x00' || convert_to(header, 'UTF8') || sha256(salt || 'detail=other\n')) where index = 7
                        """, -2),
                new Damage("erased by nobody", "set salt = null, payload = null, erased_by = 3 where index = 7", 7));
    }

    @ParameterizedTest
    @MethodSource("damages")
    @Attack({"audit-11", "audit-19"})
    void namesTheEventThatASuperuserChanged(Damage damage) throws SQLException {
        asSuperuser("update mullion.audit_entry "
                + damage.sql()
                        .replaceFirst(
                                "where ",
                                "where workspace_id = '" + workspace.id().value() + "' and "));

        Found found = check();

        if (damage.index() == -2) {
            assertThat(found)
                    .isInstanceOfSatisfying(
                            Found.Broken.class,
                            broken -> assertThat(broken.how()).contains("rewritten since it was signed"));
        } else {
            assertThat(found)
                    .isInstanceOfSatisfying(
                            Found.Broken.class,
                            broken -> assertThat(broken.index()).isEqualTo(damage.index()));
        }
    }

    @Test
    @Attack("audit-12")
    void namesTheFirstOfTheEventsThatWereDeleted() throws SQLException {
        asSuperuser("delete from mullion.audit_entry where index = 9 and workspace_id = '"
                + workspace.id().value() + "'");
        assertThat(check()).isEqualTo(new Found.Broken(9, "is missing"));

        asSuperuser("delete from mullion.audit_entry where index >= 9 and workspace_id = '"
                + workspace.id().value() + "'");
        assertThat(check())
                .isInstanceOfSatisfying(
                        Found.Broken.class, broken -> assertThat(broken.index()).isEqualTo(9));
    }

    @Test
    @Attack({"audit-12", "audit-14", "audit-15"})
    void seesThatTheTailWasCutWithEverythingThatKnewOfIt() throws SQLException {
        String here = " and workspace_id = '" + workspace.id().value() + "'";
        long before = workspaces.within(workspace.id(), server.bean(Checkpoints.class)::size);
        record(5);
        assertThat(check()).isInstanceOf(Found.Holds.class);

        asSuperuser("delete from mullion.audit_entry where index >= " + before + here);
        asSuperuser("delete from mullion.audit_checkpoint where size > " + before + here);
        asSuperuser("update mullion.audit_log set size = " + before + " where true" + here);

        assertThat(check())
                .isInstanceOfSatisfying(
                        Found.Broken.class,
                        broken -> assertThat(broken.how()).containsAnyOf("was published", "older than what it signed"));
        record(5);
        assertThatThrownBy(() -> server.bean(Checkpoints.class).sign(workspace.id()))
                .isInstanceOf(SigningRefused.class)
                .hasMessageContaining("not the ones of the checkpoint that was published");
    }

    /** A copy of the database that is behind takes over, and with it a server that never published a thing. */
    @Test
    @Attack({"audit-14", "audit-15"})
    void noOtherServerOfTheKeyStoreSignsAForkAfterAFailover(@org.junit.jupiter.api.io.TempDir Path elsewhere)
            throws SQLException {
        Checkpoints other = anotherServer(elsewhere);
        String here = " and workspace_id = '" + workspace.id().value() + "'";
        long before = workspaces.within(workspace.id(), other::size);
        record(5);
        server.bean(Checkpoints.class).sign(workspace.id());
        asSuperuser("delete from mullion.audit_entry where index >= " + before + here);
        asSuperuser("delete from mullion.audit_checkpoint where size > " + before + here);
        asSuperuser("update mullion.audit_log set size = " + before + " where true" + here);

        assertThatThrownBy(() -> other.sign(workspace.id()))
                .isInstanceOf(SigningRefused.class)
                .hasMessageContaining("the database is older than what it signed");
        record(9);
        assertThatThrownBy(() -> other.sign(workspace.id()))
                .isInstanceOf(SigningRefused.class)
                .hasMessageContaining("not the ones of the checkpoint that was published");
        assertThat(new Published(elsewhere).last(workspace.id())).isEmpty();
    }

    /** Both go on from one state with events of their own, each on its half of a database that came apart. */
    @Test
    @Attack("audit-15")
    void ofTwoServersThatSignDifferentStoriesOneIsRefused(@org.junit.jupiter.api.io.TempDir Path elsewhere) {
        WorkspaceId log = new WorkspaceId(UUID.randomUUID());
        KnownHeads one = server.bean(KnownHeads.class);
        KnownHeads other = new KnownHeads(new Published(elsewhere), server.bean(KeyRing.class));
        Head next = new Head(1_000, "A".repeat(43) + "=");
        one.take(log, next, _ -> {});

        assertThat(other.of(log)).extracting(Known::head).containsExactly(next);
        assertThat(other.size(log)).isEqualTo(1_000);
        assertThatThrownBy(() -> other.take(log, new Head(1_000, "B".repeat(43) + "="), known -> {
                    throw new SigningRefused("not " + known.head().size());
                }))
                .hasMessage("not 1000");
        other.take(log, new Head(900, "C".repeat(43) + "="), _ -> {});
        assertThat(one.size(log)).as("never backwards").isEqualTo(1_000);
    }

    private Checkpoints anotherServer(Path data) {
        Published published = new Published(data);
        return new Checkpoints(
                workspaces,
                server.bean(TenantSql.class),
                server.bean(CheckpointKeys.class),
                server.bean(Tiles.class),
                server.bean(StoredEvents.class),
                published,
                new KnownHeads(published, server.bean(KeyRing.class)),
                Clock.systemUTC());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set payload = '' where workspace_id = :workspace and index = 3",
                "update audit_entry set salt = null, payload = null, erased_by = 1 where workspace_id = :workspace and index = 3",
                "update audit_log set size = size + 1 where workspace_id = :workspace",
                "update audit_log set time = '9999-12-31T00:00:00.000Z' where workspace_id = :workspace"
            })
    @Attack("audit-19")
    void refusesTheRunTimeRoleWhatItIsNotFor(String sql) {
        assertThatThrownBy(() -> workspaces.within(
                        workspace.id(),
                        () -> server.bean(TenantSql.class).sql(sql).update()))
                .hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from audit_entry where workspace_id = :workspace",
                "update audit_entry set header = '' where workspace_id = :workspace",
                "delete from audit_log where workspace_id = :workspace",
                "update audit_checkpoint set note = '' where workspace_id = :workspace",
                "delete from audit_checkpoint where workspace_id = :workspace",
                "delete from audit_tile where workspace_id = :workspace",
                "delete from audit_key where workspace_id = :workspace"
            })
    @Attack("audit-19")
    void grantsTheRunTimeRoleNothingMore(String sql) {
        assertThatThrownBy(() -> workspaces.within(
                        workspace.id(),
                        () -> server.bean(TenantSql.class).sql(sql).update()))
                .isInstanceOf(RuntimeException.class);
        assertThat(check()).isInstanceOf(Found.Holds.class);
    }

    /** A place, a time and a hash of the sender's choice are not taken. */
    @Test
    void placesAnEventItselfWhateverTheInsertSays() {
        workspaces.within(
                workspace.id(), () -> server.bean(TenantSql.class).sql("""
                insert into audit_entry (workspace_id, index, header, salt, payload, commitment, leaf)
                values (:workspace, 99999, '2020-01-01T00:00:00.000Z operator:operator - token.created token:t done -',
                        decode(repeat('00', 32), 'hex'), '', sha256('x'), sha256('y'))
                """).update());

        assertThat(check()).isInstanceOf(Found.Holds.class);
    }

    @Test
    @Attack({"audit-13", "audit-14"})
    void findsALogThatWasSignedAnewByTheCopyThatWasKept(@org.junit.jupiter.api.io.TempDir Path elsewhere)
            throws IOException, SQLException {
        Path file = server.bean(Published.class).file(workspace.id());
        Path kept = Files.copy(file, elsewhere.resolve("kept.checkpoints"));
        asSuperuser("""
                update mullion.audit_entry e
                   set payload = 'detail=other', commitment = sha256(salt || 'detail=other'),
                       leaf = sha256('\\x00' || convert_to(header, 'UTF8') || sha256(salt || 'detail=other'))
                 where index = 7 and workspace_id = '%1$s'
                """.formatted(workspace.id().value()));
        asSuperuser("delete from mullion.audit_checkpoint where workspace_id = '%s'"
                .formatted(workspace.id().value()));
        Files.delete(file);
        assertThat(check()).as("the key store knows better").isInstanceOf(Found.Broken.class);
        Files.delete(server.bean(Settings.class)
                .custody()
                .store()
                .resolve("log-" + workspace.id().value() + ".keys"));
        assertThat(check()).as("signed anew by the real key").isInstanceOf(Found.Holds.class);

        Files.copy(kept, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(check()).isInstanceOf(Found.Broken.class);
    }

    private void record(int events) {
        workspaces.within(workspace.id(), () -> {
            IntStream.rangeClosed(1, events)
                    .forEach(number -> server.bean(AuditTrail.class)
                            .record(new AuditEvent(
                                    AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "number " + number)));
            return true;
        });
    }

    private Found check() {
        return server.bean(LogCheck.class).run(workspace.id());
    }

    /** As somebody for whom neither triggers nor policies hold. */
    private static void asSuperuser(String sql) throws SQLException {
        try (Connection connection = TestPostgres.administrator(
                        server.bean(DatabaseAccess.class).url());
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        }
    }
}
