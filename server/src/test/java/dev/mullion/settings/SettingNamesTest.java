package dev.mullion.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {

    @ParameterizedTest
    @CsvSource({
        "MULLION_PROT, MULLION_PORT",
        "MULLION_PUBLIC_URI, MULLION_PUBLIC_URL",
        "MULLION_HOOK_URL, MULLION_HOOKS_URL",
        "MULLION_DATABASE_PASSWORDFILE, MULLION_DATABASE_PASSWORD_FILE",
        "MULLION_MASTERKEY_FILE, MULLION_MASTER_KEY_FILE"
    })
    void namesTheSettingThatWasMeant(String misspelt, String meant) {
        List<Problem> problems = SettingNames.unread(Map.of(misspelt, "canary", "PATH", "/bin", "MULLION_DATA", "."));

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().toString())
                .contains(misspelt + ": ", "is " + meant + " meant?")
                .doesNotContain("canary");
    }

    @Test
    void hasTheNamesThatAreDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/settings.md"));

        assertThat(Pattern.compile("(?m)^\\| `(MULLION_[A-Z_]+)`")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(SettingNames.ALL);
    }

    @Test
    void hasEveryNameThatTheReaderAsksFor() throws IOException {
        String reader = Files.readString(Path.of("src/main/java/dev/mullion/settings/SettingsReader.java"));

        assertThat(Pattern.compile("\"(MULLION_[A-Z_]+)\"")
                        .matcher(reader)
                        .results()
                        .map(found -> found.group(1)))
                .isSubsetOf(SettingNames.ALL);
    }
}
