package dev.mullion.cli;

import dev.mullion.challenge.Challenge;
import dev.mullion.challenge.Game;
import dev.mullion.challenge.Rules;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "challenge",
        description =
                "You already have SQL injection. Get the flag. A game on an installation of its own; needs no settings.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion challenge --sql",
            "",
            "Ends with 7 when somebody has the flag, with 0 when nobody had it. docs/challenge.md has the rules."
        })
final class ChallengeCommand implements LocalCommand {

    private static final int LONGEST_MINUTES = 24 * 60;

    @Option(names = "--port", defaultValue = "0", description = "of the pages and the API; a free one where left out")
    private int port;

    @Option(names = "--sql-port", defaultValue = "0", description = "of the SQL prompt; a free one where left out")
    private int sqlPort;

    @Option(names = "--minutes", defaultValue = "60", description = "how long it lasts; 60 where left out")
    private int minutes = 60;

    @Option(names = "--sql", description = "The SQL prompt on this terminal; it ends when you leave it")
    private boolean terminal;

    @Override
    public ExitCode run(Console console) {
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--minutes is a number from 1 to " + LONGEST_MINUTES, "leave it out for 60");
        }
        Path folder = newFolder();
        return switch (new SettingsReader(Map.of()).read(new SettingsReader.Overrides(port, folder), true)) {
            case Reading.Unusable unusable -> {
                new Scratch(folder).close();
                yield Problems.list(console, unusable.problems());
            }
            case Reading.Usable usable -> play(console, usable.settings());
        };
    }

    /** The environment is not read: the game never touches an installation that is there. */
    private ExitCode play(Console console, Settings settings) {
        MasterKey.create(settings.masterKeyFile());
        try (var upkeep = new Scratch(settings.data())) {
            Shutdown.onSignal(upkeep::close);
            Installation installation =
                    upkeep.keep(() -> Installation.start(Installation.application, settings, Clock.systemUTC()));
            Game game = upkeep.keep(
                    () -> installation.context().getBean(Challenge.class).begin(sqlPort, Duration.ofMinutes(minutes)));
            explain(console, installation, game);
            return end(console, isFound(console, game));
        }
    }

    private void explain(Console console, Installation installation, Game game) {
        String token = game.token().expose(text -> text);
        Rules.of(installation.settings().publicUrl(), game.sqlPort(), token).forEach(console.out()::println);
        console.out().println("ready, for " + minutes + " minutes");
        console.flush();
    }

    private boolean isFound(Console console, Game game) {
        if (terminal) {
            Thread.ofPlatform().daemon().name("challenge-terminal").start(() -> talk(console, game));
        }
        try {
            return game.awaitEnd(Duration.ofMinutes(minutes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILURE, "the game was interrupted", "start it again");
        }
    }

    private static void talk(Console console, Game game) {
        boolean typed = Stream.ofNullable(System.console()).anyMatch(java.io.Console::isTerminal);
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            game.play(in, console.out(), typed ? "sample=> " : "");
        } catch (IOException e) {
            console.err().println("mullion: the terminal went away");
        } finally {
            game.end();
        }
    }

    private static ExitCode end(Console console, boolean found) {
        console.out()
                .println(
                        found
                                ? "The flag was found. Please tell us how: SECURITY.md says where."
                                : "The flag was not found.");
        return found ? ExitCode.VERIFICATION_FAILED : ExitCode.OK;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("mullion-challenge").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for the game cannot be made", e);
        }
    }
}
