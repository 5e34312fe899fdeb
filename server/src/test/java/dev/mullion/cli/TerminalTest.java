package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Mullion;
import dev.mullion.demo.Demo;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Front;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program in a process of its own: what a shell sees of it. */
class TerminalTest {

    @TempDir
    private Path folder;

    @Test
    void aServerWithWrongSettingsListsAllOfThemAndDoesNotStart() throws IOException, InterruptedException {
        Said said = new Terminal(
                        folder,
                        Map.of(
                                "MULLION_PORT", "eighty",
                                "MULLION_PUBLIC_URL", "http://mullion.example.com",
                                "MULLION_DATABASE_URL", "postgresql://ada:canary pass@db.example.com/mullion",
                                "MULLION_MASTER_KEY_FILE", "/nowhere/master.key"))
                .type("serve");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .startsWith("mullion: 6 settings need attention before it can start\n")
                .contains("  MULLION_PORT: ", "  MULLION_PUBLIC_URL: ", "  MULLION_DATABASE_URL: ")
                .contains("  MULLION_DATABASE_PASSWORD_FILE: ", "  MULLION_MASTER_KEY_FILE: ")
                .doesNotContain("canary", "Exception", "\tat ");
        assertThat(folder.resolve(".mullion")).doesNotExist();
    }

    @Test
    void theDoctorFindsNothingWrongWithAKeyAndAFolder() throws IOException, InterruptedException {
        Path key = folder.resolve("master.key");
        MasterKey.create(key);

        Said said = new Terminal(folder, Map.of("MULLION_MASTER_KEY_FILE", key.toString())).type("doctor");

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.out().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("ok ") || line.startsWith("note "));
    }

    @Test
    void theDoctorNamesASettingThatIsMisspelt() throws IOException, InterruptedException {
        Path key = folder.resolve("master.key");
        MasterKey.create(key);

        Said said = new Terminal(
                        folder,
                        Map.of("MULLION_MASTER_KEY_FILE", key.toString(), "MULLION_HOOK_URL", "https://canary.example"))
                .type("doctor");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("MULLION_HOOK_URL: is no setting", "is MULLION_HOOKS_URL meant?")
                .doesNotContain("canary");
    }

    @Test
    void theDoctorKnowsADemosKeyAndLooksIntoItsDatabase() throws IOException, InterruptedException {
        Path data = folder.resolve("demo");
        Files.createDirectories(data);
        Demo.claim(data, Instant.parse("2026-05-01T12:00:00Z"));
        MasterKey.create(data.resolve("master.key"));
        Terminal terminal = new Terminal(folder, Map.of("MULLION_DATA", data.toString()));
        assertThat(terminal.type("doctor").out()).contains("ok       embedded database: the first start makes it");

        URI address = URI.create("http://127.0.0.1:0");
        var settings = new Settings(
                0,
                address,
                address,
                data,
                Optional.empty(),
                data.resolve("master.key"),
                Optional.empty(),
                400,
                Front.plain(),
                KeyCustody.in(data),
                Map.of());
        try (var running = Installation.start(Mullion.class, settings, Clock.systemUTC())) {
            Said said = terminal.type("doctor");

            assertThat(said.err()).isEmpty();
            assertThat(said.exit()).isZero();
            assertThat(said.out().lines())
                    .contains("ok       database", "ok       settings, key, folder and database are usable");
            assertThat(running.settings().data()).isEqualTo(data);
        }
        assertThat(terminal.type("doctor").out()).contains("ok       embedded database: not running");
    }

    @Test
    void theDoctorFindsAKeyThatOthersCanRead() throws IOException, InterruptedException {
        Path key = Files.writeString(folder.resolve("master.key"), "mullion-master-key-1 canary");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        Said said = new Terminal(folder, Map.of("MULLION_MASTER_KEY_FILE", key.toString())).type("doctor");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("MULLION_MASTER_KEY_FILE: ", "chmod 600 " + key)
                .doesNotContain("canary");
    }

    @Test
    void theDemoIsNotWrittenBesideARealInstallation() throws IOException, InterruptedException {
        Path data = folder.resolve("real");
        Files.createDirectories(data.resolve("postgres"));

        Said said = new Terminal(folder, Map.of()).type("demo", "--data", data.toString());

        assertThat(said.exit()).isEqualTo(5);
        assertThat(said.err()).contains("an installation that is not a demo's", "--data");
        assertThat(data).isDirectoryContaining(file -> file.endsWith("postgres"));
        assertThat(data.resolve("master.key")).doesNotExist();
    }

    /** A key that is none ends the start before there is a database, as a kill may. */
    @Test
    void aDemoThatWasKilledWhileItStartedMayBeStartedAgain() throws IOException, InterruptedException {
        Path data = folder.resolve("demo");
        Path key = Files.writeString(folder.resolve("none.key"), "none");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        var terminal = new Terminal(folder, Map.of("MULLION_MASTER_KEY_FILE", key.toString()));
        String[] demo = {"demo", "--port", "0", "--data", data.toString()};

        Said first = terminal.type(demo);
        Files.createDirectories(data.resolve("postgres"));
        Said second = terminal.type(demo);

        assertThat(first.exit()).isEqualTo(1);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aPortThatIsTakenIsNamedBeforeAnythingIsMade() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            Said said = new Terminal(folder, Map.of())
                    .type(
                            "demo",
                            "--port",
                            port,
                            "--data",
                            folder.resolve("data").toString());

            assertThat(said.exit()).isEqualTo(5);
            assertThat(said.err())
                    .contains("port " + port + " cannot be taken", "--port")
                    .doesNotContain("\tat ");
            assertThat(folder.resolve("data").resolve("postgres")).doesNotExist();
        }
    }

    @Test
    void aCommandWithoutAServerSaysSo() throws IOException, InterruptedException {
        Said said = new Terminal(folder, Map.of("MULLION_DATA", folder.toString())).type("workspace", "list");

        assertThat(said).isEqualTo(new Said(1, "", """
                mullion: no server is running on %s
                    start one with bin/mullion demo or bin/mullion serve; for another folder set MULLION_DATA
                """.formatted(folder)));
    }
}
