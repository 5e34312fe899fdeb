package dev.mullion.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GithubAppReaderTest {

    private static final String SECRET = "a-long-enough-secret";

    @TempDir
    private Path folder = Path.of(".");

    private final Map<String, String> environment = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void readsTheIdentityOfTheAppAndPrintsNothingOfIt() throws IOException {
        Path key = key("rw-------");
        environment.putAll(Map.of(
                "MULLION_GITHUB_WEBHOOK_SECRET",
                SECRET,
                "MULLION_GITHUB_APP_ID",
                " 4711 ",
                "MULLION_GITHUB_APP_KEY_FILE",
                key.toString()));

        Optional<GithubApp> app = read();

        assertThat(app)
                .contains(new GithubApp(SECRET, Optional.of(new GithubApp.Identity(4711, new OwnSecret.InFile(key)))));
        assertThat(app.orElseThrow().toString()).doesNotContain(SECRET);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------"})
    void refusesAKeyThatOthersMayReadOrAnybodyRun(String rights) throws IOException {
        environment.putAll(Map.of(
                "MULLION_GITHUB_WEBHOOK_SECRET",
                SECRET,
                "MULLION_GITHUB_APP_ID",
                "4711",
                "MULLION_GITHUB_APP_KEY_FILE",
                key(rights).toString()));

        read();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo("MULLION_GITHUB_APP_KEY_FILE");
            assertThat(problem.remedy()).startsWith("chmod 600");
        });
    }

    @Test
    void wantsBothPartsOfAnIdentityAndTheSecretBesideIt() {
        environment.put("MULLION_GITHUB_APP_ID", "Iv1.0123456789abcdef");

        assertThat(read()).isEmpty();
        assertThat(problems)
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder(
                        "MULLION_GITHUB_APP_ID", "MULLION_GITHUB_APP_KEY_FILE", "MULLION_GITHUB_WEBHOOK_SECRET");
    }

    /** GitHub signs with the one in force today, whatever the next one is. */
    @Test
    void wantsTheSecretInForceAlsoBesideTheNextOne() throws IOException {
        environment.putAll(Map.of(
                "MULLION_GITHUB_WEBHOOK_SECRET_NEXT",
                SECRET,
                "MULLION_GITHUB_APP_ID",
                "4711",
                "MULLION_GITHUB_APP_KEY_FILE",
                key("rw-------").toString()));

        read();

        assertThat(problems).extracting(Problem::setting).containsExactly("MULLION_GITHUB_WEBHOOK_SECRET");
    }

    private Path key(String rights) throws IOException {
        return Files.createFile(
                        folder.resolve(rights + ".pem"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights)))
                .toAbsolutePath();
    }

    private Optional<GithubApp> read() {
        return new GithubAppReader(environment, problems).read();
    }
}
