package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Links for owners of accounts, as the operator makes them. */
class ConnectLinkCommandsTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final String slug = workspace.slug().value();

    @Test
    void aLinkIsMadeListedWithoutItsAddressAndWithdrawn() {
        Said made = ask("connection link stripe --workspace " + slug);
        String path = URI.create(made.out().strip()).getPath();
        String id = made.err().strip().replaceAll(" .*", "");

        assertThat(made.exit()).isZero();
        assertThat(server.get(path).body()).contains("the person who runs this installation");
        assertThat(ask("connection links --workspace " + slug).out())
                .contains(id, "stripe")
                .doesNotContain(path);
        assertThat(ask("connection links --workspace " + slug + " --json").out())
                .contains("\"id\":\"" + id + "\"")
                .doesNotContain(path);
        assertThat(ask("connection withdraw " + id + " --workspace " + slug).exit())
                .isZero();
        assertThat(server.get(path).statusCode()).isEqualTo(410);
        assertThat(ask("connection withdraw " + id + " --workspace " + slug).exit())
                .isEqualTo(3);
    }

    @Test
    void whatCannotBeConnectedSoIsRefused() {
        assertThat(ask("connection link made-up --workspace " + slug).exit()).isEqualTo(2);
        assertThat(ask("connection link xero --workspace " + slug)).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(5);
            assertThat(said.err()).contains("MULLION_XERO_CLIENT_ID");
        });
        assertThat(ask("connection withdraw nothing --workspace " + slug).exit())
                .isEqualTo(2);
    }

    @Test
    void whatIsNoIdIsToldWhatOneLooksLike() {
        for (String line : List.of("test con_nope", "sync con_nope", "backfill con_x", "withdraw lnk_nosuch")) {
            Said said = ask("connection " + line + " --workspace " + slug);

            assertThat(said.exit()).as(line).isEqualTo(2);
            assertThat(said.err()).contains("id looks like").doesNotContain("UUID");
        }
    }

    @Test
    void anIdOfNoConnectionIsNotFound() {
        String id = "con_019a4d2e-7c11-7bb2-9a3e-5d1f00c2a7e4";
        for (String verb : List.of("test", "sync", "backfill")) {
            Said said = ask("connection " + verb + " " + id + " --workspace " + slug);

            assertThat(said.exit()).as(verb).isEqualTo(3);
            assertThat(said.err()).contains("mullion: " + slug + " has no connection " + id, "Integrations page");
        }
    }

    private Said ask(String line) {
        Path data = server.bean(Settings.class).data();
        return Said.by(console -> new OperatorClient(data).run(List.of(line.split(" ", -1)), console));
    }
}
