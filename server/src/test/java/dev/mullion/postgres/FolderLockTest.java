package dev.mullion.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder;

    @Test
    void isStillHeldAgainstOtherProcessesAfterThisOneAskedAgain() throws IOException {
        try (var lock = FolderLock.tryTake(folder).orElseThrow()) {
            assertThat(FolderLock.tryTake(folder)).isEmpty();
            assertThat(FolderLock.holder(folder))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));

            assertThat(lock).isNotNull();
            assertThat(kernelHoldsIt()).isTrue();
        }
    }

    @Test
    void isFreeOnceGivenUp() throws IOException {
        FolderLock.tryTake(folder).orElseThrow().close();

        try (var again = FolderLock.tryTake(folder).orElseThrow()) {
            assertThat(again).isNotNull();
            assertThat(kernelHoldsIt()).isTrue();
        }
    }

    private boolean kernelHoldsIt() throws IOException {
        String lock = ":%s 0 EOF".formatted(Files.getAttribute(folder.resolve("lock"), "unix:ino"));
        String holder = " " + ProcessHandle.current().pid() + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.contains(lock) && line.contains(holder));
    }
}
