package dev.mullion.tenancy;

import java.util.Locale;

/**
 * Where the database is and how to sign in to it.
 *
 * @param url a JDBC address of PostgreSQL 16 or newer
 * @param pooled whether a transaction-mode pooler stands between: then nothing is prepared on the server
 */
public record DatabaseAccess(String url, Login app, boolean pooled) {

    public DatabaseAccess {
        if (url.toLowerCase(Locale.ROOT).contains("preferquerymode=simple")) {
            throw new IllegalArgumentException(
                    "preferQueryMode=simple is refused: it puts parameters into the statement's text");
        }
    }

    /** A role and its password. Prints without the password. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
