package dev.mullion.bench.start;

import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Workbench;

/** Starts {@link EmptyApplication} in a JVM of its own. */
final class EmptyServer {

    private final Workbench bench;
    private final int port = Workbench.freePort();

    EmptyServer(Workbench bench) {
        this.bench = bench;
    }

    int port() {
        return port;
    }

    Child start() {
        return bench.startJava(
                "an empty server", EmptyApplication.class, "--server.port=" + port, "--server.address=127.0.0.1");
    }
}
