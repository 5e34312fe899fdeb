package dev.mullion.tenancy;

import org.jspecify.annotations.Nullable;

/** The database could not be set up or migrated; the message says what was expected and what to do. */
public final class DatabaseSetupFailed extends RuntimeException {

    DatabaseSetupFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
