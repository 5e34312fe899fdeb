package dev.mullion.tenancy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A migration that has landed has run on somebody's data: it is never edited, another follows it. The list grows by
 * {@code -Dmullion.write=true}, which refuses to change a line that is there.
 */
class LandedMigrationsTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path LANDED = Path.of("src/test/resources/earlier/landed-migrations.txt");

    @Test
    void areWhatTheyWereWhenTheyLanded() throws IOException {
        String now = sums();

        assertThat(now.lines()).as("migrations as they are now").containsAll(Files.readAllLines(LANDED));
        if (Boolean.getBoolean("mullion.write")) {
            Files.writeString(LANDED, now);
        }
        assertThat(Files.readString(LANDED))
                .as("a new migration is added to the list")
                .isEqualTo(now);
    }

    private static String sums() throws IOException {
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .map(file -> sum(file) + "  " + MIGRATIONS.relativize(file))
                    .sorted((one, other) -> one.substring(66).compareTo(other.substring(66)))
                    .collect(joining("\n", "", "\n"));
        }
    }

    private static String sum(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " cannot be summed", e);
        }
    }
}
