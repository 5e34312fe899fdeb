package dev.mullion.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    @TempDir
    Path folder;

    @Test
    void setsALargeLogAsideOverTheOneBefore() throws IOException {
        Files.writeString(folder.resolve("postgres.log.1"), "the one before");
        Files.writeString(folder.resolve("postgres.log"), "x".repeat((1 << 20) + 1));

        assertThat(ServerLog.openedIn(folder).size()).isZero();
        assertThat(folder.resolve("postgres.log.1")).hasSize((1 << 20) + 1);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void goesOnWithASmallLog() throws IOException {
        Files.writeString(folder.resolve("postgres.log"), "earlier\n");

        assertThat(ServerLog.openedIn(folder).since(0)).isEqualTo("earlier");
    }

    @Test
    void quotesTheEndOfWhatCameAfterTheMark() throws IOException {
        var log = ServerLog.openedIn(folder);
        Files.writeString(log.file(), "earlier\n", StandardOpenOption.APPEND);
        long mark = log.size();

        Files.writeString(log.file(), "x".repeat(5_000) + "last words\n", StandardOpenOption.APPEND);

        assertThat(log.since(mark)).hasSize(1_999).endsWith("last words");
        assertThat(log.since(log.size())).isEmpty();
    }
}
