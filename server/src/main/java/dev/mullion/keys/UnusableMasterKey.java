package dev.mullion.keys;

/** The master key is missing, damaged, weak or too widely readable; the message says which, and what to do. */
public final class UnusableMasterKey extends RuntimeException {

    UnusableMasterKey(String message) {
        super(message);
    }

    UnusableMasterKey(String message, Throwable cause) {
        super(message, cause);
    }
}
