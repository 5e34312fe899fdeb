package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is said of a command line before anything is done. */
class CommandsTest {

    static Stream<String> everyCommand() {
        return below("", new CommandLine(new Commands.Root()));
    }

    private static Stream<String> below(String path, CommandLine command) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .flatMap(sub -> below(path + " " + sub.getKey(), sub.getValue())));
    }

    @ParameterizedTest(name = "mullion{0}")
    @MethodSource("everyCommand")
    void helpIsGivenForEveryCommandAndNothingIsDone(String command) {
        List<String> words =
                new ArrayList<>(List.of((command.strip() + " --help").strip().split(" ")));

        Said said = Said.locally(words.toArray(String[]::new));

        assertThat(said.exit()).isZero();
        assertThat(said.out()).startsWith("Usage: mullion" + command);
        assertThat(said.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate                                           | 'frobnicate'",
                "workspace frobnicate                                 | 'frobnicate'",
                "key create                                           | FILE",
                "key create one two                                   | 'two'",
                "workspace create                                     | SLUG",
                "workspace list --frobnicate                          | '--frobnicate'",
                "person add ada@example.com --permissions audit:read  | --workspace",
                "person add ada@example.com --workspace sample        | --permissions",
                "person link                                          | EMAIL",
                "token create --workspace sample                      | --permissions",
                "connection add github --workspace sample             | --installation",
                "connection add github --workspace sample --webhook --installation 1 | mutually exclusive",
                "connection add github --workspace sample --installation one         | 'one'",
                "serve --port eighty                                  | 'eighty'",
                "database init                                        | --admin-url"
            })
    void whatIsNotUnderstoodIsNamedAndExitsWithTwo(String command, String named) {
        Said said = Said.locally(command.split(" +"));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains(named).doesNotContain("Exception");
        assertThat(said.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "database", "workspace", "person", "connection", "token"})
    void halfACommandShowsItsOtherHalves(String group) {
        Said said = Said.locally(group);

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.out()).contains("Commands:");
    }

    @Test
    void noCommandShowsAllOfThemAndThreeToStartWith() {
        Said said = Said.locally();

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.out()).contains("demo", "serve", "doctor", "verify", "Three to start with:");
    }

    @Test
    void theScriptOfADatabaseIsPrintedWithoutOne() {
        Said said = Said.locally("database", "init", "--print");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).containsIgnoringCase("create role");
    }
}
