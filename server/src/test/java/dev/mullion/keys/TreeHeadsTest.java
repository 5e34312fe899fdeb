package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.keys.TreeHeads.Head;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeHeadsTest {

    private static final UUID WORKSPACE = new UUID(1, 2);
    private static final Head FIRST = new Head(3, "A".repeat(43) + "=");
    private static final Head SECOND = new Head(7, "B".repeat(43) + "=");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void goOnFromWhatWasComparedWithAndFromNothingElse() {
        TreeHeads one = new TreeHeads(new FolderKeyStore(folder));
        TreeHeads other = new TreeHeads(new FolderKeyStore(folder));

        assertThat(one.of(WORKSPACE)).isEmpty();
        assertThat(one.advance(WORKSPACE, Optional.empty(), FIRST)).isTrue();
        assertThat(other.advance(WORKSPACE, Optional.empty(), SECOND)).isFalse();
        assertThat(other.of(WORKSPACE)).contains(FIRST);
        assertThat(other.advance(WORKSPACE, Optional.of(FIRST), SECOND)).isTrue();
        assertThat(one.advance(WORKSPACE, Optional.of(FIRST), new Head(8, FIRST.root())))
                .isFalse();
        assertThat(one.of(WORKSPACE)).contains(SECOND);
        assertThat(one.of(new UUID(1, 3))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3\n",
                "-3\nAAAA\n",
                "9999999999999999999\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "no\nhead\n",
                "3\nAAAA=\n\n"
            })
    void areNotReadFromWhatIsDamaged(String content) throws Exception {
        Files.writeString(folder.resolve("log-" + WORKSPACE + ".keys"), content);

        assertThatThrownBy(() -> new TreeHeads(new FolderKeyStore(folder)).of(WORKSPACE))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("log-" + WORKSPACE);
    }
}
