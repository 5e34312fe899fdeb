package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as they travel to a running server, and what comes back. */
class OperatorCommandsTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final String slug = workspace.slug().value();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "person add ada@example.com --workspace nowhere --permissions engineering:read",
                "token create --workspace nowhere --permissions engineering:read",
                "connection add github --workspace nowhere --webhook",
                "connection add github --workspace nowhere --installation 1"
            })
    void aWorkspaceThatIsNotThereIsExitThree(String command) {
        Said said = ask(command);

        assertThat(said).isEqualTo(new Said(3, "", """
                mullion: there is no workspace nowhere
                    bin/mullion workspace list shows what there is
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workspace create Not_A_Slug                                               | slug has 2 to 40",
                "workspace list --frobnicate                                               | '--frobnicate'",
                "person add ada.example.com --workspace SLUG --permissions engineering:read | name@example.com",
                "person add ada@example.com --workspace SLUG --permissions engineering:rule | 'engineering:rule'",
                "token create --workspace SLUG --permissions engineering:read --ttl soon   | such as 1h; was soon",
                "token create --workspace SLUG --permissions ''                            | not a permission key",
                "connection add gitlab --workspace SLUG --webhook                          | github alone",
                "connection add github --workspace SLUG --installation 0                   | above 0",
                "verify frobnicate                                                         | isolation"
            })
    void aValueThatIsNotOneIsExitTwoAndNamed(String command, String named) {
        Said said = ask(command.replace("SLUG", slug));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(named).doesNotContain("Exception");
    }

    @Test
    void whatIsThereAlreadyIsExitFive() {
        assertThat(ask("workspace create " + slug).exit()).isEqualTo(5);

        String installation =
                Long.toString(70_000_000L + Math.floorMod(workspace.id().hashCode(), 1_000_000));
        String claim = "connection add github --workspace " + slug + " --installation " + installation;
        assertThat(ask(claim).exit()).isZero();
        assertThat(ask(claim)).satisfies(again -> {
            assertThat(again.exit()).isEqualTo(5);
            assertThat(again.err()).contains("claimed already").contains("nothing was changed");
        });
    }

    @Test
    void aWorkspaceThatWasMadeIsListed() {
        String made = slug + "-made";
        assertThat(ask("workspace create " + made + " --name Synthetic").exit()).isZero();

        assertThat(ask("workspace list").out().lines())
                .anySatisfy(line -> assertThat(line).startsWith(made + " ").endsWith("Synthetic"));
        assertThat(ask("workspace list --json").out()).contains("\"slug\":\"" + made + "\"");
    }

    @Test
    void onlyWhatAProgramTakesOnGoesToStandardOutput() {
        Said token = ask("token create --workspace " + slug + " --permissions engineering:read --ttl 90s");
        assertThat(token.exit()).isZero();
        assertThat(token.out()).matches("mul_[A-Za-z0-9_-]+\\R");
        assertThat(token.err()).contains("shown this once").doesNotContain("mul_");

        assertThat(ask("person add ada@" + slug + ".example.com --workspace " + slug
                                + " --permissions engineering:read")
                        .exit())
                .isZero();
        assertThat(ask("person link ada@" + slug + ".example.com").out()).startsWith(server.address() + "/");
    }

    @Test
    void aLinkForSomebodyUnknownIsRefused() {
        Said said = ask("person link nobody@" + slug + ".example.com");

        assertThat(said.exit()).isPositive();
        assertThat(said.out()).isEmpty();
    }

    @Test
    void whatIsDoneWhereItIsTypedIsNeverDoneInTheServer(@TempDir Path folder) {
        Path key = folder.resolve("master.key");

        assertThat(ask("key create " + key).exit()).isEqualTo(2);

        assertThat(key).doesNotExist();
    }

    private Said ask(String command) {
        List<String> words = List.of(command.replace("''", "").split(" +", -1));
        Path data = server.bean(Settings.class).data();
        return Said.by(console -> new OperatorClient(data).run(words, console));
    }
}
