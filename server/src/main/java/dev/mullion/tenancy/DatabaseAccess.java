package dev.mullion.tenancy;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where the database is and how to sign in to it.
 *
 * @param url a JDBC address of PostgreSQL 16 or newer
 * @param pooled whether a transaction-mode pooler stands between: then nothing is prepared on the server
 */
public record DatabaseAccess(String url, Login app, boolean pooled) {

    public DatabaseAccess {
        if (isSimple(Driver.parseURL(url, new Properties()))) {
            throw new IllegalArgumentException(
                    "preferQueryMode=simple is refused: it puts parameters into the statement's text");
        }
    }

    /** As the driver itself reads the address: written any other way it is refused all the same. */
    private static boolean isSimple(@Nullable Properties parsed) {
        return parsed != null && "simple".equalsIgnoreCase(PGProperty.PREFER_QUERY_MODE.getOrDefault(parsed));
    }

    /** A role and its password. Prints without the password. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
