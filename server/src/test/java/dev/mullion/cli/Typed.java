package dev.mullion.cli;

import dev.mullion.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Commands given to a running server, as its socket gives them. */
final class Typed {

    private final TestServer server;

    Typed(TestServer server) {
        this.server = server;
    }

    /** What the terminal shows, and how the command ended. */
    record Answer(String out, String err, int exit) {}

    Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err));
        int exit = Commands.inServer(server.bean(Operator.class), console).run(List.of(arguments));
        console.flush();
        return new Answer(out.toString(), err.toString(), exit);
    }
}
