package dev.mullion.cli;

import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** For programs one JSON document on standard output, as the API has it, instead of lines for people. */
final class JsonOption {

    @Option(names = "--json", description = "one JSON document, for programs")
    private boolean asked;

    /** @param lines for people: what prints them */
    void print(Console console, Object view, Runnable lines) {
        if (asked) {
            console.out().println(JsonMapper.shared().writeValueAsString(view));
        } else {
            lines.run();
        }
    }

    void print(Console console, Object view, String line) {
        print(console, view, () -> console.out().println(line));
    }
}
