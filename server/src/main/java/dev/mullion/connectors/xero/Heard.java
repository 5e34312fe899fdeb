package dev.mullion.connectors.xero;

import java.time.Instant;

/** What came back from Xero, before anybody says what it means for the link. */
sealed interface Heard<T> {

    /** A body that could be read. */
    record Said<T>(T value, long bytes) implements Heard<T> {}

    /** A status that is no success. */
    record Turned<T>(int status, Fault fault) implements Heard<T> {}

    record Late<T>(Instant until, String why) implements Heard<T> {}

    record Broken<T>(String why) implements Heard<T> {}

    /** What an error says, as far as it is looked for. */
    enum Fault {
        /** The code or token is used, ended or never was. */
        INVALID_GRANT,
        /** The app's own id or secret is wrong. */
        INVALID_CLIENT,
        /** The token lacks a scope. */
        INSUFFICIENT_SCOPE,
        OTHER
    }
}
