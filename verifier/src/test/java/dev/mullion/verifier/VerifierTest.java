package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {

    private final TestLog log = TestLog.of(1_234, 500, 1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path folder;
    private final Path bundle;
    private final Path kept;

    VerifierTest(@TempDir Path folder) {
        this.folder = folder;
        bundle = folder.resolve("log.mullion-audit");
        kept = folder.resolve("kept");
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(bundle, log.bundle());
        Files.writeString(kept, log.checkpoint());
    }

    @Test
    void saysThatALogHoldsAndWhatItWasComparedWith() {
        assertThat(run(
                        bundle.toString(),
                        "--kept",
                        kept.toString(),
                        "--key",
                        log.key().text()))
                .isEqualTo(Verifier.HOLDS);

        assertThat(printed(out))
                .contains("log       " + TestLog.ORIGIN + "\n")
                .contains("events    #0 to #1,233\n")
                .contains("kept checkpoints: 1; nothing that they cover was rewritten")
                .contains("the key you gave has signed this log")
                .endsWith("result    holds\n");
        assertThat(printed(err)).isEmpty();
    }

    @Test
    void saysWhatIsNotKnownWhenNothingWasCompared() {
        assertThat(run(bundle.toString())).isEqualTo(Verifier.HOLDS);

        assertThat(printed(out)).contains("not known whether others were shown the same history");
    }

    @Test
    void saysWhatDoesNotHoldAndWhere() throws IOException {
        Files.writeString(bundle, Files.readString(bundle).replace("member:m-700 ", "member:m-701 "));

        assertThat(run(bundle.toString())).isEqualTo(Verifier.DOES_NOT_HOLD);

        assertThat(printed(out))
                .contains(
                        "fails     changed at #700: event #700 was changed: its bytes do not give the hash in the tree")
                .endsWith("result    does not hold\n");
    }

    @Test
    void whatCannotBeReadIsNeitherTrueNorFalse() throws IOException {
        for (List<String> words : List.of(
                List.<String>of(),
                List.of("--kept"),
                List.of("a", "b"),
                List.of(bundle.toString(), "--key", "nonsense"),
                List.of(bundle.toString(), "--kept", bundle.toString()),
                List.of(kept + ".short"),
                List.of(bundle + ".not-there"),
                List.of(folder.toString()))) {
            assertThat(run(words.toArray(String[]::new))).as("%s", words).isEqualTo(Verifier.CANNOT_BE_READ);
        }
        assertThat(printed(out)).isEmpty();
        assertThat(printed(err))
                .contains("there is no file")
                .contains("no bundle, no proof and no checkpoint")
                .doesNotContain("Exception");
    }

    private int run(String... words) {
        return Verifier.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String printed(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
