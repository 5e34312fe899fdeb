package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.tenancy.Workspace;
import dev.mullion.verifier.Verifier;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandsTest {

    private static final TestServer SERVER = TestServer.shared();

    private final Typed terminal = new Typed(SERVER);
    private final Workspace workspace = SERVER.newWorkspace();
    private final String slug = workspace.slug().value();

    @TempDir
    private Path folder;

    @Test
    void aPolicyIsSetAndTakesNothingThatIsYounger() {
        SERVER.endpoint(workspace);

        Said kept = terminal.run("audit", "retain", "--workspace", slug, "--keep", "400d");
        Said forEver = terminal.run("audit", "retain", "--workspace", slug, "--keep", "forever");

        assertThat(List.of(kept.exit(), forEver.exit())).containsOnly(0);
        assertThat(kept.out()).isEqualTo("no event is gone\n");
        assertThat(SERVER.get("/w/" + slug + "/audit", SERVER.manager(workspace).header())
                        .body())
                .contains("events are kept for 400 days", "events stay for ever");
    }

    @ParameterizedTest
    @ValueSource(strings = {"89d", "36501d", "400", "-1d", "for ever", "999999d"})
    void whatIsNoTimeToKeepEventsForIsRefused(String time) {
        assertThat(terminal.run("audit", "retain", "--workspace", slug, "--keep", time)
                        .exit())
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void anExportTakesTheCheckpointsThatSomebodyKept() throws Exception {
        SERVER.endpoint(workspace);
        Path kept = Files.writeString(
                folder.resolve("kept"),
                terminal.run("audit", "checkpoint", "--workspace", slug).out());
        Path bundle = folder.resolve("log.mullion-audit");

        Said said = terminal.run(
                "audit", "export", "--workspace", slug, "--out", bundle.toString(), "--kept", kept.toString());

        assertThat(said.exit()).as(said.err()).isZero();
        var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        assertThat(Verifier.run(List.of(bundle.toString(), "--kept", kept.toString()), quiet, quiet))
                .isEqualTo(Verifier.HOLDS);
        Said missing = terminal.run(
                "audit",
                "export",
                "--workspace",
                slug,
                "--out",
                folder.resolve("other").toString(),
                "--kept",
                "/none");
        assertThat(missing.exit()).isEqualTo(ExitCode.FAILURE.number());
        assertThat(folder.resolve("other")).doesNotExist();
    }
}
