package dev.mullion.postgres;

/** The embedded PostgreSQL cannot run. The message says which folder, what was expected and what to do next. */
public final class EmbeddedPostgresException extends RuntimeException {

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
