package dev.mullion.settings;

import java.util.List;

/** What reading the settings came to. */
public sealed interface Reading {

    record Usable(Settings settings) implements Reading {}

    /**
     * Something is missing or wrong.
     *
     * @param problems every problem, not only the first
     */
    record Unusable(List<Problem> problems) implements Reading {
        public Unusable {
            problems = List.copyOf(problems);
        }
    }
}
