package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.IntakeKey;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.verifier.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandsTest {

    private static final TestServer SERVER = TestServer.shared();

    private final Typed terminal = new Typed(SERVER);
    private final Workspace workspace = SERVER.newWorkspace();
    private final String slug = workspace.slug().value();

    @Test
    void aBoxForAConnectionIsTakenAndItsValueIsShownNowhere() {
        TestServer.Hook hook = SERVER.endpoint(workspace);
        String[] intake = terminal.run("secret", "intake", "--workspace", slug)
                .out()
                .strip()
                .split(" ", -1);
        assertThat(intake[0]).isEqualTo(workspace.id().toString());
        SecretRef ref = new SecretRef(hook.id().value(), "access-token");
        byte[] box = SealedSecret.box(
                IntakeKey.parse(intake[1]),
                workspace.id(),
                ref,
                SecretTerms.vendorToken("api.vendor.example"),
                "vnd_typed".getBytes(StandardCharsets.US_ASCII));

        Said said = submit(hook.id().toString(), box);
        Said listed = terminal.run(
                "secret", "list", "--workspace", slug, "--connection", hook.id().toString());

        assertThat(said.exit()).isZero();
        assertThat(listed.exit()).isZero();
        assertThat(said.out() + said.err() + listed.out()).doesNotContain("vnd_typed");
    }

    @Test
    @Attack("secrets-30")
    void aConnectionOfAnotherWorkspaceIsNotFoundAndTheAttemptStaysInTheLog() {
        TestServer.Hook other = SERVER.endpoint(SERVER.newWorkspace());
        String random = "con_" + UUID.randomUUID();

        assertThat(submit(other.id().toString(), new byte[100])).isEqualTo(submit(random, new byte[100]));
        assertThat(listed(other.id().toString())).isEqualTo(listed(random));
        assertThat(listed(random).exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(SERVER.bean(Workspaces.class)
                        .within(
                                workspace.id(),
                                () -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 50)))
                .filteredOn(entry -> entry.outcome().equals("denied"))
                .extracting(AuditEntry::subject)
                .filteredOn(other.id().toString()::equals)
                .hasSize(2);
        assertThat(submit("nonsense", new byte[100]).exit()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void aRotationEndsWithNothingLeftOnTheOldKey() {
        SERVER.endpoint(workspace);

        Said rotated = terminal.run("key", "rotate", "--workspace", slug);
        Said retired = terminal.run("key", "rotate", "--workspace", slug, "--retire");

        assertThat(List.of(rotated.exit(), retired.exit())).containsOnly(0);
        assertThat(rotated.out().strip())
                .isEqualTo("key version 2 in force; secrets by version {2=1}; 0 left on an older one");
    }

    @Test
    @Attack("audit-35")
    void anErasedWorkspaceHasNoKeysAndTheSlugIsWrittenTwice(@TempDir Path folder) throws IOException {
        assertThat(terminal.run("workspace", "erase", slug, "--confirm", "another")
                        .exit())
                .isEqualTo(ExitCode.USAGE.number());

        SERVER.endpoint(workspace);
        Path bundle = folder.resolve("bundle");
        terminal.run("audit", "export", "--workspace", slug, "--format", "bundle", "--out", bundle.toString());
        Said erased = terminal.run("workspace", "erase", slug, "--confirm", slug);
        assertThat(erased.exit()).isZero();
        Path kept = Files.writeString(
                folder.resolve("kept"), erased.out().lines().skip(1).collect(Collectors.joining("\n", "", "\n")));
        var said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int judged = Verifier.run(List.of(bundle.toString(), "--kept", kept.toString()), out, out);
        assertThat(judged).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(Verifier.HOLDS);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("kept checkpoints: 1;");

        assertThat(SERVER.bean(KeyRing.class).sets().isDestroyed(workspace.id().value()))
                .isTrue();
        assertThat(SERVER.get("/w/" + slug).statusCode()).isIn(303, 302, 401, 404);
    }

    private Said listed(String connection) {
        return terminal.run("secret", "list", "--workspace", slug, "--connection", connection);
    }

    private Said submit(String connection, byte[] box) {
        return terminal.run(
                "secret",
                "submit",
                "--workspace",
                slug,
                "--connection",
                connection,
                "--field",
                "access-token",
                "--host",
                "api.vendor.example",
                "--box",
                Base64.getEncoder().encodeToString(box));
    }
}
