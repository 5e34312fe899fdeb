package dev.mullion.cli;

import java.util.concurrent.CountDownLatch;

/** Stopping by Ctrl-C or SIGTERM: in order, before the process ends. */
final class Shutdown {

    private Shutdown() {}

    static void onSignal(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    }

    /** Waits for the signal. */
    static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
