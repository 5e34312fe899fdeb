package dev.mullion.settings;

import java.net.URI;

/** Adds to a database's address what is safe when nothing was said. */
final class DatabaseUrl {

    private DatabaseUrl() {}

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
        String host = URI.create(url.substring("jdbc:".length())).getHost();
        return host != null && (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
    }
}
