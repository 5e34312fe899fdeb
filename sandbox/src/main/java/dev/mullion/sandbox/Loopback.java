package dev.mullion.sandbox;

import java.net.URI;
import java.util.regex.Pattern;

/** The sandbox must not be a way to send anything to anybody: addresses of this machine only, by their literal form. */
final class Loopback {
    private static final Pattern HOST = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|localhost");

    private Loopback() {}

    static boolean accepts(URI address) {
        return "http".equals(address.getScheme())
                && address.getHost() != null
                && HOST.matcher(address.getHost()).matches();
    }
}
