package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySets;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A workspace that is erased while its key store can be read and not written. */
class InterruptedErasingTest {

    @Test
    @Attack("secrets-25")
    void isFinishedByTheSameCommand() throws IOException {
        try (TestServer server = TestServer.start()) {
            Workspace workspace = server.newWorkspace();
            stopWriting(server);

            Said failed = erase(server, workspace);

            assertThat(failed.exit()).isEqualTo(ExitCode.TRY_AGAIN.number());
            assertThat(failed.err())
                    .contains("its keys are not destroyed yet")
                    .contains("run the same command again when the key store can be written");
            assertThat(server.bean(Workspaces.class).find(workspace.id())).isEmpty();
            assertThat(recorded(server, workspace)).isEmpty();

            goOnWriting(server);
            Said finished = erase(server, workspace);

            assertThat(finished.exit()).as(finished.err()).isZero();
            assertThat(keys(server).isDestroyed(workspace.id().value())).isTrue();
            assertThat(entry(server, workspace)).doesNotExist();
            assertThat(recorded(server, workspace)).containsExactly("operator operator");
            assertThat(erase(server, workspace).exit()).isEqualTo(ExitCode.NOT_FOUND.number());
            assertThat(recorded(server, workspace)).hasSize(1);
        }
    }

    @Test
    @Attack("secrets-25")
    void isFinishedByTheNextStart() throws IOException {
        TestServer server = TestServer.start();
        Workspace workspace = server.newWorkspace();
        stopWriting(server);
        erase(server, workspace);
        Files.createFile(store(server).resolve(workspace.id() + ".destroyed"));
        goOnWriting(server);

        try (TestServer again = server.restarted()) {
            assertThat(entry(again, workspace)).doesNotExist();
            assertThat(recorded(again, workspace)).containsExactly("system erasing");
            assertThat(erase(again, workspace).exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        }
    }

    /** Whoever can send statements can write such a row; the keys of a workspace go because somebody said so. */
    @Test
    @Attack("secrets-25")
    void aRowThatSaysErasedDestroysNothingByItself() {
        TestServer server = TestServer.start();
        Workspace workspace = server.newWorkspace();
        server.bean(GlobalSql.class)
                .sql("update workspace set state = 'erased' where id = :id")
                .param("id", workspace.id().value())
                .update();

        try (TestServer again = server.restarted()) {
            assertThat(keys(again).isDestroyed(workspace.id().value())).isFalse();
            assertThat(entry(again, workspace)).exists();
            again.bean(Workspaces.class).resume(workspace.id());
            assertThat(again.bean(Workspaces.class).find(workspace.id())).isPresent();
        }
    }

    private static Said erase(TestServer server, Workspace workspace) {
        String slug = workspace.slug().value();
        return new Typed(server).run("workspace", "erase", slug, "--confirm", slug);
    }

    /** Whoever writes takes the turn first, by a file that is none now; a root's rights do not help with that. */
    private static void stopWriting(TestServer server) throws IOException {
        Files.delete(store(server).resolve(".turn"));
        Files.createDirectory(store(server).resolve(".turn"));
    }

    private static void goOnWriting(TestServer server) throws IOException {
        Files.delete(store(server).resolve(".turn"));
    }

    private static Path store(TestServer server) {
        return server.bean(Settings.class).custody().store();
    }

    private static Path entry(TestServer server, Workspace workspace) {
        return store(server).resolve(workspace.id() + ".keys");
    }

    private static KeySets keys(TestServer server) {
        return server.bean(KeyRing.class).sets();
    }

    private static List<String> recorded(TestServer server, Workspace workspace) {
        return server.bean(GlobalSql.class)
                .sql("select actor from installation_event where action = 'keys.destroyed' and subject = :subject")
                .param("subject", workspace.id().toString())
                .query((row, _) -> row.getString("actor"))
                .list();
    }
}
