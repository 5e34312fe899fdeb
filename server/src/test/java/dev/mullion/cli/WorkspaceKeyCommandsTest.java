package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.kms.FakeKms;
import dev.mullion.kms.FakeKms.Mood;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkspaceKeyCommandsTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

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
    void bindsShowsAndReleases() {
        String slug = server.newWorkspace().slug().value();
        var terminal = new Typed(server);

        Said bound = terminal.run("workspace", "key", "bind", slug, "--kms", KEY);
        Said shown = terminal.run("workspace", "key", "show", slug);
        Said released = terminal.run("workspace", "key", "release", slug);

        assertThat(bound.exit()).isZero();
        assertThat(bound.err()).contains("Older copies of the key store still open without it");
        assertThat(shown.out()).contains("wrapped by kms:" + KEY).contains("opens; sealing key version 1");
        assertThat(released.exit()).isZero();
        assertThat(terminal.run("workspace", "key", "show", slug).out()).contains("wrapped by file:");
    }

    @Test
    void changesNothingWithAKeyThatRefusesOrIsNone() {
        String slug = server.newWorkspace().slug().value();
        String off = KEY.replace("1234abcd", "0000abcd");
        service.mood(off, Mood.DENIED);
        var terminal = new Typed(server);

        Said refused = terminal.run("workspace", "key", "bind", slug, "--kms", off);
        Said none = terminal.run("workspace", "key", "bind", slug, "--kms", "alias/mine");

        assertThat(refused.exit()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(refused.err()).contains("AccessDeniedException").contains("kms:GenerateDataKey");
        assertThat(none.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(terminal.run("workspace", "key", "show", slug).out()).contains("wrapped by file:");
    }

    @Test
    void wrapsTheWholeInstallationByAKeyOfTheService() {
        var terminal = new Typed(server);
        server.newWorkspace();

        Said moved = terminal.run("key", "rotate", "--master", "--kms", KEY);

        assertThat(moved.exit()).isZero();
        assertThat(moved.out())
                .contains("kms:" + KEY + "=", "; 0 left on another master key")
                .doesNotContain("file:");
        assertThat(moved.err()).contains("MULLION_KMS_KEY");
        List<String> headway = moved.err()
                .lines()
                .filter(line -> line.endsWith(" entries are wrapped by kms:" + KEY))
                .toList();
        assertThat(headway).hasSizeBetween(2, 21);
        assertThat(headway.getLast()).matches("(\\d+) of \\1 entries .*");
    }
}
