package dev.mullion.cli;

import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C or SIGTERM and stops in order before the process ends. */
final class Shutdown {

    private Shutdown() {}

    static void await(Runnable stop) {
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        try {
            forever.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
