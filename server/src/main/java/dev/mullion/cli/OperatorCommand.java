package dev.mullion.cli;

/** A command that the running server carries out for its owner. */
interface OperatorCommand {

    ExitCode run(Console console, Operator operator);
}
