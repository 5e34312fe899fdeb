package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.keys.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aFolderThatIsNotThereIsNotMade() {
        Said said =
                Said.locally("key", "create", folder.resolve("none/master.key").toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("cannot be written").doesNotContain("Exception");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
