package dev.mullion.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.ToIntFunction;

/** What a command wrote, and how it ended. */
public record Said(int exit, String out, String err) {

    /** Of a command that is typed where no server is asked. */
    static Said locally(String... arguments) {
        return by(console -> Commands.onTerminal(console).run(List.of(arguments)));
    }

    static Said by(ToIntFunction<Console> command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err));
        int exit = command.applyAsInt(console);
        console.flush();
        return new Said(exit, out.toString(), err.toString());
    }
}
