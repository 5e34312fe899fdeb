package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The page about the command line names every command that there is, and none that there is not. */
class CommandsPageTest {

    /** Those that the launcher carries out itself. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("test", "bench", "audit verify");

    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    private static final List<String> COMMANDS = leaves();

    static Stream<String> commands() {
        return COMMANDS.stream();
    }

    private static List<String> leaves() {
        List<String> leaves = new ArrayList<>();
        collect("", new CommandLine(new Commands.Root()), leaves);
        return List.copyOf(leaves);
    }

    private static void collect(String path, CommandLine line, List<String> leaves) {
        line.getSubcommands().forEach((name, below) -> {
            String here = (path + " " + name).strip();
            if (below.getCommandSpec().usageMessage().hidden() || name.equals("help")) {
                return;
            }
            if (below.getSubcommands().isEmpty()) {
                leaves.add(here);
            } else {
                collect(here, below, leaves);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isOnThePage(String command) throws IOException {
        assertThat(documented()).contains(command);
    }

    @Test
    void nothingElseIsOnThePage() throws IOException {
        Set<String> known = commands().collect(Collectors.toCollection(TreeSet::new));
        known.addAll(OF_THE_LAUNCHER);

        assertThat(documented()).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysWhatItDoes(String command) {
        CommandLine line = new CommandLine(new Commands.Root());
        for (String word : command.split(" ", -1)) {
            line = Objects.requireNonNull(line.getSubcommands().get(word), word);
        }

        assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @Test
    void theHelpOfVerifyNamesEverythingThatCanBeVerified() throws IOException {
        String page = Files.readString(Path.of("../docs/commands.md"));
        String row = page.lines()
                .filter(line -> line.startsWith("| `verify "))
                .findFirst()
                .orElseThrow();
        String names = row.substring("| `verify ".length(), row.indexOf(" [--json]"));

        assertThat(Said.locally("verify", "--help").out()).contains(names.split("\\\\\\|"));
    }

    /** The commands of the code spans in the first column. */
    private static Set<String> documented() throws IOException {
        return Files.readAllLines(Path.of("../docs/commands.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("\\|", "/").split("\\|", -1)[1])
                .flatMap(cell -> SPAN.matcher(cell).results().map(found -> found.group(1)))
                .filter(span -> span.matches("[a-z].*"))
                .map(CommandsPageTest::command)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without what is given to it; all of it where it is none. */
    private static String command(String span) {
        List<String> known = Stream.concat(commands(), OF_THE_LAUNCHER.stream()).toList();
        return known.stream()
                .filter(one -> (span + " ").startsWith(one + " "))
                .findFirst()
                .orElse(span);
    }
}
