package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.KmsKey;
import dev.mullion.kms.FakeKms;
import dev.mullion.kms.FakeKms.Mood;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A customer switches the key off that stands in front of its workspace's keys. */
class LockedWorkspaceTest {

    private static final KmsKey KEY =
            new KmsKey("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");

    private static FakeKms service;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIASANDBOXSANDBOX00");
        System.setProperty("aws.secretAccessKey", "of the sandbox");
        service = FakeKms.start();
        server = TestServer.startWithKms(service.address());
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    @Attack({"secrets-21", "secrets-22"})
    void isLockedForItsMembersWhileOthersGoOnAndItsLogSaysBoth() {
        Workspace theirs = server.newWorkspace();
        Workspace other = server.newWorkspace();
        TestServer.Member member = server.person(theirs, "settings:manage,audit:read");
        TestServer.Member stranger = server.person(other, "settings:manage,audit:read");
        KeyBindings bindings = server.bean(KeyBindings.class);
        bindings.bind(theirs.id(), KEY, Actor.OPERATOR);
        assertThat(page(theirs, member).statusCode()).isEqualTo(200);

        service.mood(KEY.arn(), Mood.DISABLED);
        server.bean(KeyWatch.class).look();

        HttpResponse<String> locked = page(theirs, member);
        assertThat(locked.statusCode()).isEqualTo(423);
        assertThat(locked.body()).contains("that key was switched off").doesNotContain(KEY.arn());
        assertThat(page(theirs, stranger).statusCode()).isEqualTo(404);
        assertThat(page(other, stranger).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> server.bean(Workspaces.class).within(theirs.id(), () -> true))
                .isInstanceOfSatisfying(
                        WorkspaceUnavailable.class,
                        e -> assertThat(e.isLocked()).isTrue());
        assertThatThrownBy(() -> bindings.release(theirs.id(), Actor.OPERATOR)).isInstanceOf(KeysUnavailable.class);

        service.mood(KEY.arn(), Mood.WORKING);
        server.bean(KeyWatch.class).look();
        server.bean(KeyWatch.class).look();

        assertThat(page(theirs, member).statusCode()).isEqualTo(200);
        assertThat(verbs(theirs)).containsSubsequence("workspace.unlocked", "workspace.locked", "key.bound");
        assertThat(verbs(theirs)).containsOnlyOnce("workspace.locked").containsOnlyOnce("workspace.unlocked");
        bindings.release(theirs.id(), Actor.OPERATOR);
        bindings.release(theirs.id(), Actor.OPERATOR);
        assertThat(verbs(theirs)).containsOnlyOnce("key.released");
        assertThat(verbs(theirs).getFirst()).isEqualTo("key.released");
    }

    private static HttpResponse<String> page(Workspace workspace, TestServer.Member member) {
        return server.get("/w/" + workspace.slug() + "/audit", member.header());
    }

    private static List<String> verbs(Workspace workspace) {
        return server.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> server.bean(AuditTrail.class).newest(AuditFilter.ALL, 100).stream()
                                .map(AuditEntry::verb)
                                .toList());
    }
}
