package dev.mullion.cli;

import dev.mullion.TestServer;
import java.util.List;

/** Commands given to a running server, as its socket gives them. */
public record Typed(TestServer server) {

    public Said run(String... arguments) {
        return Said.by(console ->
                Commands.inServer(server.bean(Operator.class), console).run(List.of(arguments)));
    }

    /** What a command writes to standard output. */
    public String out(String... arguments) {
        return run(arguments).out();
    }
}
