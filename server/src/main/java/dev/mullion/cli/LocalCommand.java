package dev.mullion.cli;

/** A command that runs where it is typed. */
interface LocalCommand {

    ExitCode run(Console console);
}
