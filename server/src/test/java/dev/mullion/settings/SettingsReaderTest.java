package dev.mullion.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.settings.SettingsReader.Overrides;
import java.io.IOException;
import java.net.URI;
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

class SettingsReaderTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void whatServeNeedsAtLeast() throws IOException {
        environment.put(
                "MULLION_MASTER_KEY_FILE",
                Files.createFile(folder.resolve("master.key")).toString());
    }

    @Test
    void listsEveryProblemAtOnceEachWithItsRemedy() {
        environment.putAll(Map.of(
                "MULLION_PORT", "eighty",
                "MULLION_PUBLIC_URL", "http://mullion.example.com",
                "MULLION_HOOKS_URL", "ftp://hooks.example.com",
                "MULLION_DATABASE_URL", "mysql://db.example.com/mullion",
                "MULLION_DATABASE_POOLED", "perhaps",
                "MULLION_DATABASE_OWNER_PASSWORD_FILE", "/nowhere/owner",
                "MULLION_MASTER_KEY_FILE", "/nowhere/master.key",
                "MULLION_KMS_KEY", "arn:of-a-key",
                "MULLION_GITHUB_WEBHOOK_SECRET", "too short",
                "MULLION_HOOKS_PER_SECOND", "0"));
        environment.put("MULLION_OPERATOR_PORT", "figures");

        List<Problem> problems = problems();

        assertThat(problems)
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder(
                        "MULLION_PORT",
                        "MULLION_PUBLIC_URL",
                        "MULLION_HOOKS_URL",
                        "MULLION_DATABASE_URL",
                        "MULLION_DATABASE_PASSWORD_FILE",
                        "MULLION_DATABASE_POOLED",
                        "MULLION_DATABASE_OWNER_PASSWORD_FILE",
                        "MULLION_MASTER_KEY_FILE",
                        "MULLION_KMS_KEY",
                        "MULLION_GITHUB_WEBHOOK_SECRET",
                        "MULLION_HOOKS_PER_SECOND",
                        "MULLION_OPERATOR_PORT");
        assertThat(problems).extracting(Problem::remedy).doesNotContain("");
        assertThat(problems.toString()).doesNotContain("too short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "80.0", "0x50", "+80", "99999999999999", "٨٠"})
    void aPortIsANumberThatExists(String port) {
        environment.put("MULLION_PORT", port);

        assertThat(settingsWithProblems()).containsExactly("MULLION_PORT");
    }

    @Test
    void aPortOfTheCommandLineIsJudgedLikeOneOfTheEnvironment() {
        Reading reading = new SettingsReader(environment).read(new Overrides(65_536, folder), false);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        unusable -> assertThat(unusable.problems())
                                .extracting(Problem::setting)
                                .containsExactly("--port"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://10.0.0.1",
                "http://[2001:db8::1]",
                "http://0.0.0.0:8080",
                "https://mullion.example.com/pages",
                "https://mullion.example.com?page=1",
                "https://ada@mullion.example.com",
                "mullion.example.com",
                "javascript:alert(1)",
                "https://",
                "https://mullion example.com"
            })
    void refusesAPublicAddressThatIsNotSafeOrNotOne(String address) {
        environment.put("MULLION_PUBLIC_URL", address);

        assertThat(settingsWithProblems()).contains("MULLION_PUBLIC_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "https://mullion.example.com/, https://mullion.example.com",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://localhost, http://localhost",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void takesHttpsAnywhereAndPlainHttpOnLoopback(String address, URI read) {
        environment.put("MULLION_PUBLIC_URL", address);

        assertThat(usable().publicUrl()).isEqualTo(read);
        assertThat(usable().hooksUrl()).isEqualTo(read);
    }

    @Test
    void deliveriesTravelAsSafelyAsSessions() {
        environment.put("MULLION_HOOKS_URL", "http://hooks.example.com");

        assertThat(settingsWithProblems()).containsExactly("MULLION_HOOKS_URL");
    }

    @Test
    void needsAMasterKeyUnlessItIsTheDemoThatMakesOne() {
        environment.remove("MULLION_MASTER_KEY_FILE");
        assertThat(settingsWithProblems()).containsExactly("MULLION_MASTER_KEY_FILE");

        assertThat(new SettingsReader(environment).read(new Overrides(null, folder), true))
                .isInstanceOfSatisfying(
                        Reading.Usable.class,
                        usable ->
                                assertThat(usable.settings().masterKeyFile()).isEqualTo(folder.resolve("master.key")));
    }

    @Test
    void figuresAreForLoopbackUnlessAnAddressIsGiven() {
        assertThat(usable().front().operator()).isEmpty();

        environment.put("MULLION_OPERATOR_PORT", "9464");
        assertThat(usable().front().operator()).hasValueSatisfying(at -> {
            assertThat(at.getAddress().isLoopbackAddress()).isTrue();
            assertThat(at.getPort()).isEqualTo(9464);
        });
        environment.put("MULLION_OPERATOR_PORT", "10.0.0.5:9464");
        assertThat(usable().front().operator())
                .hasValueSatisfying(
                        at -> assertThat(at.getAddress().getHostAddress()).isEqualTo("10.0.0.5"));
        environment.put("MULLION_OPERATOR_PORT", "[::1]:9464");
        assertThat(usable().front().operator())
                .hasValueSatisfying(
                        at -> assertThat(at.getAddress().isLoopbackAddress()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "65536",
                "8080",
                "127.0.0.1:8080",
                "metrics.example.com:9464",
                "999.0.0.1:9464",
                "127.1:9464",
                "http://127.0.0.1:9464",
                ":9464",
                "[::1:9464",
                "9464/metrics"
            })
    void figuresAreServedAtNothingButAPortOfTheirOwn(String port) {
        environment.put("MULLION_OPERATOR_PORT", port);

        assertThat(settingsWithProblems()).containsExactly("MULLION_OPERATOR_PORT");
    }

    @Test
    void emptyIsAsGoodAsLeftOut() {
        environment.put("MULLION_PORT", "");
        environment.put("MULLION_DATABASE_URL", "  ");
        environment.put("MULLION_GITHUB_WEBHOOK_SECRET", "");

        assertThat(usable().port()).isEqualTo(8080);
        assertThat(usable().isEmbedded()).isTrue();
        assertThat(usable().githubApp()).isEmpty();
    }

    private Settings usable() {
        return switch (read()) {
            case Reading.Usable usable -> usable.settings();
            case Reading.Unusable unusable -> throw new AssertionError(unusable.problems());
        };
    }

    private List<String> settingsWithProblems() {
        return problems().stream().map(Problem::setting).toList();
    }

    private List<Problem> problems() {
        return read() instanceof Reading.Unusable unusable ? unusable.problems() : List.of();
    }

    private Reading read() {
        return new SettingsReader(environment).read(Overrides.none(), false);
    }
}
