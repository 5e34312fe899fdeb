package dev.mullion.cli;

import dev.mullion.settings.Problem;
import java.util.List;

/** Lists everything that is wrong at once, so that nobody mends a set-up one start at a time. */
final class Problems {

    private Problems() {}

    static ExitCode list(Console console, List<Problem> problems) {
        console.err()
                .println("mullion: " + problems.size() + (problems.size() == 1 ? " setting needs" : " settings need")
                        + " attention before it can start");
        problems.forEach(
                problem -> console.err().println("  " + problem.toString().replace("\n", "\n  ")));
        return ExitCode.FAILURE;
    }
}
