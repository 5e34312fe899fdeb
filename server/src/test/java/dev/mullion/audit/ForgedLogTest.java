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
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that nobody but the server makes: not taken from its own role, and not gone on from when a superuser adds them.
 */
class ForgedLogTest {

    private static final String EVENT = " operator:operator - token.created token:t done -";

    private static TestServer server;

    private Workspace workspace;
    private PastLog log;
    private Workspaces workspaces;
    private Checkpoint signed;

    @BeforeAll
    static void aServerOfItsOwn() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aSignedLogOfTwentyOneEvents() {
        workspace = server.newWorkspace();
        workspaces = server.bean(Workspaces.class);
        log = new PastLog(server, workspace.id());
        log.record(Instant.now().minus(Duration.ofDays(1)), 20);
        signed = log.sign();
        assertThat(signed.size()).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                insert into audit_checkpoint (workspace_id, size, follows, root, range, key_version, note, signed_at)
                select :workspace, 22, 21, sha256('x'), sha256('a') || sha256('b') || sha256('c'), 1, note, signed_at
                  from audit_checkpoint
                 where workspace_id = :workspace
                   and size = 21
                """, """
                insert into audit_checkpoint (workspace_id, size, root, range, key_version, note, signed_at)
                select :workspace, 20, root, range, 1, note, signed_at
                  from audit_checkpoint
                 where workspace_id = :workspace
                   and size = 21
                """, """
                insert into audit_tile (workspace_id, level, index, hashes, root)
                values (:workspace, 0, 0, decode(repeat('00', 8192), 'hex'), sha256('x'))
                """, """
                insert into audit_key (workspace_id, version, public_key, announced)
                values (:workspace, 2, sha256('x'), 3)
                """, """
                insert into audit_entry (workspace_id, header, salt, payload)
                values (:workspace, '2026-01-01T00:00:00.000Z operator:operator - key.announced key:01ab done -', sha256('x'), '')
                """, """
                insert into audit_entry (workspace_id, header, salt, payload)
                values (:workspace, '2026-01-01T00:00:00.000Z operator:operator - log.opened key:01ab done -', sha256('x'), '')
                """})
    @Attack({"audit-13", "audit-19"})
    void theRunTimeRoleAddsNothingToTheTreeOrItsKeys(String sql) {
        assertThatThrownBy(() -> run(sql)).hasMessageContaining("append-only");

        log.record(Instant.now(), 1);
        assertThat(log.sign().size()).isEqualTo(22);
        assertThat(check()).isEqualTo(new Found.Holds(22));
    }

    /** What the server said of one row stands for no other, and in no other transaction. */
    @Test
    @Attack("audit-19")
    void aWordOfTheServerStandsForWhatItSays() {
        String sql = """
                insert into audit_key (workspace_id, version, public_key, announced)
                values (:workspace, 2, sha256('x'), 3)
                """;
        String key = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
        workspaces.within(workspace.id(), () -> {
            Workspaces.vouch("key", workspace.id().value(), 2, key, 4);
            return true;
        });
        assertThatThrownBy(() -> workspaces.within(workspace.id(), () -> {
                    Workspaces.vouch("key", workspace.id().value(), 2, key, 4);
                    return server.bean(TenantSql.class).sql(sql).update();
                }))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> run(sql)).hasMessageContaining("append-only");

        assertThat(workspaces.<Integer, RuntimeException>within(workspace.id(), () -> {
                    Workspaces.vouch("key", workspace.id().value(), 2, key, 3);
                    return server.bean(TenantSql.class).sql(sql).update();
                }))
                .isEqualTo(1);
    }

    /** A root that no event has would become the root that the real key signs. */
    @Test
    @Attack({"audit-12", "audit-13"})
    void goesOnFromNoCheckpointThatTheLogsKeyDidNotSign() {
        asSuperuser("""
                insert into mullion.audit_checkpoint (workspace_id, size, root, range, key_version, note, signed_at)
                select workspace_id, 22, sha256('x'), sha256('a') || sha256('b') || sha256('c'), 1,
                       replace(note, E'\\n21\\n', E'\\n22\\n'), signed_at
                  from mullion.audit_checkpoint
                 where workspace_id = '%s'
                   and size = 21
                """);
        log.record(Instant.now(), 3);

        assertThatThrownBy(log::sign)
                .isInstanceOf(SigningRefused.class)
                .hasMessageContaining("was not signed by this log's key");
        assertThat(check()).isInstanceOf(Found.Broken.class);
        assertThat(server.bean(KnownHeads.class).size(workspace.id())).isEqualTo(21);
    }

    /** A signature over the announcement would hand the log over to whoever has the key that it names. */
    @Test
    @Attack({"audit-12", "audit-21"})
    void signsNoAnnouncementOfAKeyThatIsNotItsOwn() {
        String key = "01" + HexFormat.of().formatHex(TreeHash.sha256(new byte[] {1}));
        log.record(Instant.now(), 2);
        asSuperuser("""
                update mullion.audit_entry e
                   set header = f.header, leaf = sha256('\\x00' || convert_to(f.header, 'UTF8') || e.commitment)
                  from (select 'v1 21 ' || split_part(header, ' ', 3) || ' operator:operator - key.announced key:KEY done -'
                               as header
                          from mullion.audit_entry
                         where workspace_id = '%1$s'
                           and index = 21) f
                 where e.workspace_id = '%1$s'
                   and e.index = 21
                """.replace("KEY", key));

        assertThatThrownBy(log::sign)
                .isInstanceOf(SigningRefused.class)
                .hasMessageContaining("event 21 announces a key that is not this log's");
    }

    /**
     * The tree is made of the hashes that are stored: one of another header would be signed, and the header put there
     * later.
     */
    @Test
    @Attack({"audit-12", "audit-13"})
    void signsNoHashOfAnotherHeaderThanTheOneThatStandsThere() {
        log.record(Instant.now(), 2);
        asSuperuser("""
                update mullion.audit_entry
                   set leaf = sha256('\\x00' || convert_to('v1 21 ' || split_part(header, ' ', 3)
                                     || ' operator:operator - key.announced key:01ab done -', 'UTF8') || commitment)
                 where workspace_id = '%s'
                   and index = 21
                """);

        assertThatThrownBy(log::sign)
                .isInstanceOf(SigningRefused.class)
                .hasMessageContaining("event 21 is not what its hash says");
        assertThat(check())
                .isInstanceOfSatisfying(
                        Found.Broken.class, broken -> assertThat(broken.index()).isEqualTo(21));
    }

    @ParameterizedTest
    @ValueSource(strings = {"range = sha256('a')", "key_version = 7"})
    @Attack("audit-12")
    void saysOfACheckpointThatMakesNoSenseThatItIsNotTheLogs(String change) {
        asSuperuser("update mullion.audit_checkpoint set " + change + " where workspace_id = '%s' and size = 21");

        assertThatThrownBy(log::sign)
                .isInstanceOf(SigningRefused.class)
                .hasMessageContaining("was not signed by this log's key");
        assertThat(check()).isInstanceOf(Found.Broken.class);
    }

    /** A payload says what whoever wrote it wants. */
    @Test
    @Attack("audit-10")
    void aPayloadThatNobodyCanReadHidesNoOtherEvent() {
        workspaces.within(
                workspace.id(), () -> server.bean(TenantSql.class).sql("""
                insert into audit_entry (workspace_id, header, salt, payload)
                values (:workspace, '2026-02-01T00:00:00.000Z operator:operator - token.created token:t done -', sha256('x'),
                        convert_to('happened_at=never' || chr(10), 'UTF8'))
                """).update());

        List<AuditEntry> newest = workspaces.within(
                workspace.id(), () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 5));
        assertThat(newest).hasSize(5).first().extracting(AuditEntry::verb).isEqualTo("token.created");
    }

    /** Nobody adds to what was told before there was a log, or it would be taken in as if it had been. */
    @Test
    @Attack("audit-19")
    void nothingIsAddedToTheTimeBeforeTheLog() {
        assertThatThrownBy(() -> run("""
                insert into audit_event (workspace_id, id, at, action, actor_kind, actor, subject, detail)
                values (:workspace, gen_random_uuid(), now(), 'key.announced', 'operator', 'operator', '01ab', '')
                """)).hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000, 21, -1})
    @Attack("audit-12")
    void namesAnEventThatASuperuserAddedWhereTheLogHasNoPlace(long index) {
        asSuperuser("""
                insert into mullion.audit_entry (workspace_id, index, header, salt, payload, commitment, leaf)
                values ('%s', INDEX, 'v1 PLACE 2026-11-01T00:00:00.000Z' || 'REST', sha256('x'), '', sha256('y'), sha256('z'))
                """.replace("INDEX", Long.toString(index))
                .replace("PLACE", Long.toString(Math.abs(index)))
                .replace("REST", EVENT));

        assertThat(check())
                .isInstanceOfSatisfying(
                        Found.Broken.class, broken -> assertThat(broken.index()).isEqualTo(index));
    }

    @Test
    @Attack({"audit-12", "audit-37"})
    void namesAnEventThatASuperuserPutWhereOneWasPruned() {
        Workspace old = server.newWorkspace();
        PastLog past = new PastLog(server, old.id());
        Instant now = Instant.now();
        past.record(now.minus(Duration.ofDays(500)), 299);
        past.sign();
        past.record(now.minus(Duration.ofDays(30)), 5);
        past.sign();
        past.keep(now.minus(Duration.ofDays(20)), 400);
        assertThat(server.bean(Retention.class).prune(old.id(), Actor.OPERATOR)).isEqualTo(300);
        assertThat(server.bean(LogCheck.class).run(old.id())).isInstanceOf(Found.Holds.class);

        server.asAdministrator("""
                set session_replication_role = replica;
                insert into mullion.audit_entry (workspace_id, index, header, salt, payload, commitment, leaf)
                values ('%s', 17, 'v1 17 2025-01-01T00:00:00.000Z%s', sha256('x'), '', sha256('y'), sha256('z'))
                """.formatted(old.id().value(), EVENT));

        assertThat(server.bean(LogCheck.class).run(old.id()))
                .isInstanceOfSatisfying(
                        Found.Broken.class,
                        broken -> assertThat(broken.how()).contains("what stands at 17 is another event"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-31T00:00:00.000Z operator:operator",
                "2026-02-01T23:59:60.000Z operator:operator",
                "2026-02-01T24:00:00.000Z operator:operator",
                "1 operator:operator",
                "2026-02-01T00:00:00.000Z someone:else"
            })
    @Attack("audit-10")
    void takesNoTimeAndNoActorThatNobodyCouldRead(String beginning) {
        assertThatThrownBy(() -> append(beginning)).isInstanceOf(RuntimeException.class);

        log.record(Instant.now(), 1);
        assertThat(check()).isEqualTo(new Found.Holds(22));
    }

    /** All later events would have to stay with it, for time never goes back. */
    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T00:00:00.000Z", "9999-99-99T99:99:99.999Z"})
    @Attack("audit-20")
    void aTimeFarAheadIsTakenForTomorrow(String time) {
        append(time + " operator:operator");
        log.record(Instant.now(), 1);

        assertThat(check()).isInstanceOf(Found.Holds.class);
        List<AuditEntry> newest = workspaces.within(
                workspace.id(), () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 5));
        assertThat(newest)
                .extracting(AuditEntry::at)
                .allSatisfy(at -> assertThat(at).isBefore(Instant.now().plus(Duration.ofHours(25))));
    }

    private int append(String beginning) {
        return workspaces.within(
                workspace.id(),
                () -> server.bean(TenantSql.class)
                        .sql("insert into audit_entry (workspace_id, header, salt, payload)"
                                + " values (:workspace, :header, sha256('x'), '')")
                        .param("header", beginning + " - token.created token:t done -")
                        .update());
    }

    private void run(String sql) {
        workspaces.within(
                workspace.id(), () -> server.bean(TenantSql.class).sql(sql).update());
    }

    private Found check() {
        return server.bean(LogCheck.class).run(workspace.id());
    }

    private void asSuperuser(String sql) {
        server.asAdministrator("set session_replication_role = replica; "
                + sql.formatted(workspace.id().value()));
    }
}
