package dev.mullion.connectors.consent;

import dev.mullion.TestServer;

/** What the clock has done about consents once a minute, done now. */
public final class Sweeps {

    private Sweeps() {}

    public static void now(TestServer server) {
        server.bean(CodeExchange.class).sweep();
    }
}
