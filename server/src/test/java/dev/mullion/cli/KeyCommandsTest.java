package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.TestServer;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.UnusableMasterKey;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeyCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void aNewKeyIsForItsOwnerAloneAndOnlyItsFingerprintIsPrinted() throws IOException {
        Path file = folder.resolve("master.key");

        Said said = Said.locally("key", "create", file.toString());

        assertThat(said.exit()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(said.out().strip())
                .isEqualTo("fingerprint " + MasterKey.read(file).fingerprint());
        assertThat(said.err()).contains(file.toString());
        assertThat(said.out() + said.err())
                .doesNotContain(Files.readString(file).split(" ", 2)[1].strip());
    }

    @Test
    void aKeyThatIsThereStaysAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("master.key"), "the only copy");

        Said said = Said.locally("key", "create", file.toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("mullion: " + file + " exists already and is not overwritten");
        assertThat(file).hasContent("the only copy");
    }

    @Test
    void aWebServersKeyIsNotTheMasterKeyAndIsNeverOverwritten() throws IOException {
        Settings settings = TestServer.shared().bean(Settings.class);
        Path file = folder.resolve("web.key");
        WebKeyCommand command = new WebKeyCommand();
        new CommandLine(command).parseArgs("--to", file.toString());

        Said said = Said.by(console -> command.write(console, settings).number());

        assertThat(said.exit()).isZero();
        assertThat(said.out().strip())
                .isEqualTo("fingerprint " + MasterKey.read(file).fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String written = Files.readString(file);
        String master = Files.readString(settings.masterKeyFile());
        assertThat(written).startsWith("mullion-web-key-1 ").doesNotContain(master.split(" ", 2)[1].strip());
        assertThatThrownBy(() ->
                        Said.by(console -> command.write(console, settings).number()))
                .isInstanceOf(UnusableMasterKey.class)
                .hasMessageContaining("is not overwritten");
        assertThat(file).hasContent(written);
    }

    @Test
    void aFolderThatIsNotThereIsNotMade() {
        Said said =
                Said.locally("key", "create", folder.resolve("none/master.key").toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("cannot be written").doesNotContain("Exception");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
