package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The code of Go's checksum database (golang.org/x/mod/sumdb), asked through a small program of src/test/go. */
final class Go {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String NEEDED =
            "the second opinion needs Go and its checksum database: apt-get install golang-go golang-golang-x-mod-dev";

    private final Path program = TARGET.resolve("opinion");

    Go() {
        assertThat(Path.of("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"))
                .as(NEEDED)
                .isDirectory();
        run(List.of("go", "build", "-o", program.toString(), "src/test/go/opinion.go"), new File("/dev/null"));
    }

    /** For each question whether Go takes it. */
    List<Boolean> holds(List<String> questions) {
        try {
            Path asked = Files.write(TARGET.resolve("questions"), questions);
            List<String> answers = run(List.of(program.toString()), asked.toFile());
            assertThat(answers).hasSameSizeAs(questions).doesNotContain("refused: \"not a question\"");
            return answers.stream().map("holds"::equals).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> run(List<String> command, File input) {
        var builder = new ProcessBuilder(command).redirectInput(input).redirectErrorStream(true);
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", "/usr/share/gocode");
        builder.environment().put("GOCACHE", TARGET.resolve("go-cache").toString());
        builder.environment().put("GOFLAGS", "");
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(process.exitValue()).as("%s: %s", NEEDED, output).isZero();
            return output.lines().toList();
        } catch (IOException missing) {
            throw new AssertionError(NEEDED, missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
