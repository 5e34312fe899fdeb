package dev.mullion.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Judges a database's address, and adds to it what is safe when nothing was said. */
final class DatabaseUrl {

    private static final String JDBC = "jdbc:";

    private DatabaseUrl() {}

    /** Whether it is a PostgreSQL's, and does not ask for parameters to be mixed into the text of statements. */
    static boolean isUsable(String url) {
        try {
            return new URI(url.substring(JDBC.length())).getRawAuthority() != null
                    && url.startsWith(JDBC + "postgresql://")
                    && !url.toLowerCase(Locale.ROOT).contains("preferquerymode");
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /**
     * Anything but loopback is reached over TLS with a verified certificate, unless the address itself says otherwise.
     */
    static String strict(String url) {
        if (url.contains("sslmode=") || isLoopback(url)) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + "sslmode=verify-full";
    }

    private static boolean isLoopback(String url) {
        String host = URI.create(url.substring(JDBC.length())).getHost();
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
