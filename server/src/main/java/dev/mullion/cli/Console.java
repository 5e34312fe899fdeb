package dev.mullion.cli;

import java.io.PrintWriter;

/** Where a command writes: data to {@code out}, the rest to {@code err}. */
record Console(PrintWriter out, PrintWriter err) {

    void fail(String message, String hint) {
        err.println("mullion: " + message);
        err.println("    " + hint);
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
