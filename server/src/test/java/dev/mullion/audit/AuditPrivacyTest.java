package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPrivacyTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final Workspaces workspaces = server.bean(Workspaces.class);
    private final AuditTrail trail = server.bean(AuditTrail.class);

    /** The case's own number in the long run: it says the same of ten times as many. */
    private static final int GUESSES = Boolean.getBoolean("mullion.long") ? 1_000_000 : 100_000;

    @Test
    @Attack("audit-34")
    void erasingAPersonLeavesEveryProofAndNothingToGuess() {
        record(new AuditEvent(AuditAction.PERSON_ADDED, Actor.OPERATOR, "per_7", "robin@larkfield.example"));
        record(new AuditEvent(AuditAction.PERSON_ADDED, Actor.OPERATOR, "per_8", "kim@larkfield.example"));
        AuditEntry told = newest().get(1);
        String before =
                server.bean(Proofs.class).of(workspace.id(), told.index()).orElseThrow();
        StoredEvent stored = stored(told.index());

        assertThat(server.bean(Erasure.class).of(workspace.id(), "per_7", Actor.OPERATOR))
                .isEqualTo(1);

        AuditEntry erased = newest().get(2);
        assertThat(erased.index()).isEqualTo(told.index());
        assertThat(erased.erased()).isTrue();
        assertThat(erased.detail()).isEmpty();
        assertThat(newest().get(1).detail()).isEqualTo("kim@larkfield.example");
        assertThat(newest().getFirst().verb()).isEqualTo("person.erased");
        assertThat(server.bean(LogCheck.class).run(workspace.id())).isInstanceOf(LogCheck.Found.Holds.class);
        assertThat(stored(told.index()).leaf()).isEqualTo(stored.leaf());
        assertThat(before).contains("index " + told.index() + "\n");
        MessageDigest sha256 = TreeHash.digest();
        for (int guess = 0; guess < GUESSES; guess++) {
            String mail = guess == 500 ? "robin@larkfield.example" : "person" + guess + "@larkfield.example";
            assertThat(sha256.digest(("detail=" + mail + "\n").getBytes(StandardCharsets.UTF_8)))
                    .isNotEqualTo(stored.commitment());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line\r\nend 0 0",
                "\u001b[2Jcleared",
                "abc\u202edef",
                "=cmd|' /C calc'!A0",
                "<script>alert(1)</script>",
                "{\"nested\":\"{}\"}",
                "nul\u0000nul",
                "\u2028\u2029\ufeff"
            })
    @Attack("audit-27")
    void whatIsWrittenIntoADetailStaysOneHarmlessLine(String hostile) {
        record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", hostile));

        AuditEntry entry = newest().getFirst();
        assertThat(entry.detail()).doesNotContainPattern("[\\x00-\\x1f\\x7f\\u202e\\u2028\\u2029\\ufeff]");
        assertThat(EventLines.line(entry, ExportFormat.CSV))
                .doesNotContainPattern("(^|,)\"[=+@-]")
                .endsWith("\r\n");
        assertThat(EventLines.line(entry, ExportFormat.JSON_LINES).lines()).hasSize(1);
        assertThat(server.bean(LogCheck.class).run(workspace.id())).isInstanceOf(LogCheck.Found.Holds.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\nb", "", "-", "ü", "x:y"})
    @Attack("audit-27")
    void takesNothingButAnIdIntoAHeader(String subject) {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new AuditEvent(AuditAction.TOKEN_CREATED, Actor.OPERATOR, subject, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Attack("audit-20")
    void keepsTheTimeOfTheLogWhenTheClockGoesBackAndSaysSoOnce() {
        record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "before"));
        Instant reached = newest().getFirst().at();
        AuditTrail anHourAgo = new AuditTrail(
                server.bean(TenantSql.class),
                server.bean(GlobalSql.class),
                server.bean(EntryLog.class),
                Clock.fixed(reached.minus(Duration.ofHours(1)), ZoneOffset.UTC));
        for (int event = 0; event < 3; event++) {
            workspaces.within(workspace.id(), () -> {
                anHourAgo.record(
                        new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "after the step"));
                return true;
            });
        }

        List<AuditEntry> entries = newest();
        assertThat(entries.stream().filter(entry -> entry.detail().equals("after the step")))
                .hasSize(3)
                .allMatch(entry -> entry.at().equals(reached));
        assertThat(entries.stream().filter(entry -> entry.verb().equals("clock.went-back")))
                .hasSize(1);
        assertThat(server.bean(LogCheck.class).run(workspace.id())).isInstanceOf(LogCheck.Found.Holds.class);
    }

    @Test
    @Attack("audit-33")
    void takesTheActorFromTheCredentialWhateverTheHeadersSay() {
        TestServer.Member manager = server.manager(workspace);
        server.post(
                "/w/" + workspace.slug() + "/audit/verify",
                "",
                "Cookie",
                manager.cookie(),
                "X-User",
                "somebody-else",
                "X-On-Behalf-Of",
                "person:per_other",
                "X-Forwarded-User",
                "root");

        assertThat(newest().getFirst().actor().name()).isEqualTo(manager.id().toString());
        assertThat(newest())
                .noneMatch(entry -> entry.toString().contains("somebody-else")
                        || entry.toString().contains("per_other"));
    }

    private void record(AuditEvent event) {
        workspaces.within(workspace.id(), () -> {
            trail.record(event);
            return true;
        });
    }

    private List<AuditEntry> newest() {
        return workspaces.within(workspace.id(), () -> trail.newest(AuditFilter.ALL, 100));
    }

    private StoredEvent stored(long index) {
        return workspaces
                .within(workspace.id(), () -> server.bean(StoredEvents.class).find(index))
                .orElseThrow();
    }
}
