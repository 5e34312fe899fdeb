package dev.mullion.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.settings.SettingsReader.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a PostgreSQL of the operator's own. */
class DatabaseSettingsTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void everythingElse() throws IOException {
        environment.put("MULLION_MASTER_KEY_FILE", file("master.key"));
        environment.put("MULLION_DATABASE_PASSWORD_FILE", file("password"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db.example.com/mullion",
                "db.example.com:5432",
                "postgresql:mullion",
                "jdbc:postgresql:mullion",
                "postgresql://db example.com/mullion",
                "postgresql://db.example.com/mullion?options=-c a=b",
                "postgresql://db.example.com/mullion?preferQueryMode=simple",
                "a text that is no address"
            })
    void refusesWhatIsNoAddressOfAPostgres(String url) {
        environment.put("MULLION_DATABASE_URL", url);

        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_DATABASE_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada:canary@db.example.com/mullion",
                "postgresql://ada:canary with a space@db.example.com/mullion",
                "postgresql://db.example.com/mullion?password=canary",
                "postgresql://db.example.com/mullion?user=ada&password=canary with a space"
            })
    void refusesAPasswordInTheAddressAndDoesNotRepeatIt(String url) {
        environment.put("MULLION_DATABASE_URL", url);

        assertThat(problems()).extracting(Problem::setting).containsOnly("MULLION_DATABASE_URL");
        assertThat(problems()).extracting(Problem::remedy).anyMatch(text -> text.contains("PASSWORD_FILE"));
        assertThat(problems().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db.example.com:5432/mullion, ?sslmode=verify-full",
        "postgres://db.example.com/mullion?connectTimeout=3, &sslmode=verify-full",
        "postgresql://127.example.com/mullion, ?sslmode=verify-full",
        "postgresql://localhost.example.com/mullion, ?sslmode=verify-full",
        "'postgresql://one.example.com,127.0.0.1/mullion', ?sslmode=verify-full",
        "postgresql://db.example.com/mullion?sslmode=require, ?sslmode=require",
        "postgresql://127.0.0.1:5432/mullion, /mullion",
        "jdbc:postgresql://localhost/mullion, /mullion",
        "postgresql://[::1]/mullion, /mullion"
    })
    void reachesAnythingButLoopbackOverVerifiedTlsUnlessTheAddressSaysOtherwise(String url, String end) {
        environment.put("MULLION_DATABASE_URL", url);

        String read = switch (read()) {
            case Reading.Usable usable ->
                usable.settings().database().orElseThrow().url();
            case Reading.Unusable unusable -> unusable.toString();
        };

        assertThat(read).startsWith("jdbc:postgresql://").endsWith(end);
        assertThat(read.split("sslmode=", -1)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void needsAPasswordFileThatIsOne() {
        environment.put("MULLION_DATABASE_URL", "postgresql://127.0.0.1/mullion");
        environment.put("MULLION_DATABASE_PASSWORD_FILE", folder.toString());
        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_DATABASE_PASSWORD_FILE");

        environment.remove("MULLION_DATABASE_PASSWORD_FILE");
        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_DATABASE_PASSWORD_FILE");
    }

    private List<Problem> problems() {
        return read() instanceof Reading.Unusable unusable ? unusable.problems() : List.of();
    }

    private Reading read() {
        return new SettingsReader(environment).read(Overrides.none(), false);
    }

    private String file(String name) throws IOException {
        return Files.createFile(folder.resolve(name)).toString();
    }
}
