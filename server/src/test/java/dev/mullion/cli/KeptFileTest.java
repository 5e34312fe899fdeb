package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFileTest {

    @TempDir
    private Path folder;

    @Test
    void givesTheNewestOfThoseThatAreAskedForAndSaysHowManyAreLeft() throws IOException {
        var kept = new KeptFile(file(3, 4, 5, 5, 6, 9, 12));

        assertThat(kept.newestBefore(10, 3)).containsExactly(5L, 6L, 9L);
        assertThat(kept.told()).hasValueSatisfying(told -> assertThat(told).contains("the 2 oldest"));

        assertThat(kept.newestBefore(10, 5)).containsExactly(3L, 4L, 5L, 6L, 9L);
        assertThat(kept.told()).isEmpty();
    }

    @Test
    void isRefusedWhereItCannotBeRead() {
        assertThatThrownBy(() -> new KeptFile(folder.resolve("none"))).isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> new KeptFile(folder)).isInstanceOf(CommandFailed.class);
    }

    private Path file(int... sizes) throws IOException {
        var notes = new StringBuilder();
        for (int size : sizes) {
            notes.append("log\n").append(size).append("\nroot=\n\n\u2014 log signature=\n");
        }
        return Files.writeString(folder.resolve("kept"), notes);
    }
}
