package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.tenancy.WorkspaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 2));

    @TempDir
    private Path folder;

    private Published published;
    private Path file;

    @BeforeEach
    void anEmptyFolder() {
        published = new Published(folder);
        file = published.file(WORKSPACE);
    }

    @Test
    void appendsWhatIsNewerAndNothingTwice() throws IOException {
        published.add(WORKSPACE, List.of(checkpoint(3), checkpoint(7)));
        published.add(WORKSPACE, List.of(checkpoint(3), checkpoint(7), checkpoint(9)));

        assertThat(Files.readString(file))
                .isEqualTo(checkpoint(3).note()
                        + checkpoint(7).note()
                        + checkpoint(9).note());
        assertThat(published.last(WORKSPACE)).map(Checkpoint::size).contains(9L);
    }

    /** Every number of bytes that a kill can leave of a note. */
    @Test
    @Attack("audit-16")
    void takesAwayWhatWasHalfWrittenWhereverItWasCut() throws IOException {
        byte[] torn = checkpoint(7).bytes();
        for (int length = 0; length < torn.length; length++) {
            for (String whole : List.of("", checkpoint(3).note())) {
                Files.writeString(file, whole);
                Files.write(file, Arrays.copyOf(torn, length), java.nio.file.StandardOpenOption.APPEND);
                assertThat(published.last(WORKSPACE).isPresent())
                        .as("cut at %d", length)
                        .isEqualTo(!whole.isEmpty());

                published.add(WORKSPACE, List.of(checkpoint(7)));

                assertThat(Files.readString(file))
                        .as("cut at %d", length)
                        .isEqualTo(whole + checkpoint(7).note());
            }
        }
    }

    /** Something else was written to it: taking it away would hide what was published. */
    @Test
    void addsNothingBehindAnEndThatIsNoCheckpoint() throws IOException {
        Files.writeString(file, checkpoint(3).note() + "x".repeat(20_000), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> published.add(WORKSPACE, List.of(checkpoint(7))))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("its end is no checkpoint; put back the copy that was made of it");
    }

    private static Checkpoint checkpoint(long size) {
        String root = "r".repeat(43) + "=";
        return new Checkpoint(
                size,
                root,
                "mullion/0011/x\n" + size + "\n" + root + "\n\n\u2014 mullion/0011/x " + "s".repeat(90) + "\n",
                Instant.EPOCH);
    }
}
