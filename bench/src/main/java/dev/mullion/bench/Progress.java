package dev.mullion.bench;

import java.io.PrintStream;

/** Says what is going on, on standard error, so that the report alone is on standard output. */
public final class Progress {

    private final PrintStream err;
    private final long start = System.nanoTime();

    Progress(PrintStream err) {
        this.err = err;
    }

    public void say(String what) {
        err.println("bench: %4d s: %s".formatted((System.nanoTime() - start) / 1_000_000_000, what));
    }
}
