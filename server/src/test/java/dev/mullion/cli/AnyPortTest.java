package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.identity.PublicAddress;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import dev.mullion.tenancy.Workspace;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnyPortTest {

    @Test
    void listensWhereItsLinksAndHooksLeadTo() {
        try (TestServer server = TestServer.startOnAnyPort()) {
            Workspace workspace = server.newWorkspace();
            TestServer.Member ada = server.manager(workspace);
            String link =
                    new Typed(server).run("person", "link", ada.email()).out().strip();

            assertThat(server.address().getPort()).isPositive();
            assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(link).startsWith(server.address() + "/link/");
            assertThat(server.bean(PublicAddress.class).hooks()).isEqualTo(server.address());
        }
    }

    @Test
    void keepsAPublicAddressThatWasGiven() {
        Settings settings = read(Map.of(
                        "MULLION_PORT", "0",
                        "MULLION_PUBLIC_URL", "https://mullion.example.com"))
                .onPort(4_711);

        assertThat(settings.port()).isEqualTo(4_711);
        assertThat(settings.publicUrl()).hasToString("https://mullion.example.com");
        assertThat(settings.hooksUrl()).hasToString("https://mullion.example.com");
    }

    @Test
    void leadsToThePortThatWasFoundWhereNoAddressWasGiven() {
        Settings settings = read(Map.of("MULLION_PORT", "0")).onPort(4_711);

        assertThat(settings.publicUrl()).hasToString("http://127.0.0.1:4711");
        assertThat(settings.hooksUrl()).hasToString("http://127.0.0.1:4711");
        assertThat(settings.data()).isEqualTo(Path.of(".mullion").toAbsolutePath());
    }

    private static Settings read(Map<String, String> environment) {
        return ((Reading.Usable) new SettingsReader(environment).read(SettingsReader.Overrides.none(), true))
                .settings();
    }
}
