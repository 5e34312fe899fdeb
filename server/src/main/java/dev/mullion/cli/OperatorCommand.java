package dev.mullion.cli;

import java.util.List;

/** A command that the running server carries out for its owner. */
interface OperatorCommand {

    /** What goes to the server in place of what was typed. */
    default List<String> sent(List<String> typed) {
        return typed;
    }

    ExitCode run(Console console, Operator operator);
}
