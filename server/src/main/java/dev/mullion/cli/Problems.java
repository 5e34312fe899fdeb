package dev.mullion.cli;

import dev.mullion.settings.Problem;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import java.util.List;

/** Lists everything that is wrong at once, so that nobody mends a set-up one start at a time. */
final class Problems {

    private Problems() {}

    /**
     * The settings, where they are usable.
     *
     * @throws CommandFailed after everything that is wrong with them was listed
     */
    static Settings noneIn(Console console, Reading reading) {
        return switch (reading) {
            case Reading.Usable usable -> usable.settings();
            case Reading.Unusable unusable -> {
                list(console, unusable.problems());
                throw new CommandFailed(ExitCode.FAILURE, "nothing was done", "correct the settings above");
            }
        };
    }

    static ExitCode list(Console console, List<Problem> problems) {
        console.err()
                .println("mullion: " + problems.size() + (problems.size() == 1 ? " setting needs" : " settings need")
                        + " attention before it can start");
        problems.forEach(
                problem -> console.err().println("  " + problem.toString().replace("\n", "\n  ")));
        return ExitCode.FAILURE;
    }
}
