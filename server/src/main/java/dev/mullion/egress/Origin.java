package dev.mullion.egress;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a vendor is: a public name over https on port 443, or one port of loopback over http, which is a sandbox and
 * needs the operator's permission. Nothing else can be said: no address instead of a name, no other port or scheme.
 *
 * @param host lower case; of loopback {@code 127.0.0.1} or {@code [::1]}
 */
public record Origin(String scheme, String host, int port) {

    private static final int HTTPS = 443;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    /** At least two labels of letters, digits and hyphens (RFC 1123); the last is no number, or it were an address. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    public Origin {
        boolean isPublic =
                scheme.equals("https") && port == HTTPS && NAME.matcher(host).matches();
        boolean isSandbox = scheme.equals("http") && LOOPBACK.contains(host) && port >= 1 && port <= 65_535;
        if (!isPublic && !isSandbox) {
            throw new IllegalArgumentException("an origin is https://NAME, or http://127.0.0.1:PORT of a sandbox");
        }
    }

    /** A vendor's. */
    public static Origin https(String name) {
        return new Origin("https", name.toLowerCase(Locale.ROOT), HTTPS);
    }

    /** A sandbox on this machine. */
    public static Origin sandbox(int port) {
        return new Origin("http", "127.0.0.1", port);
    }

    /**
     * Of an address as the operator set it or a vendor sent it.
     *
     * @throws IllegalArgumentException where there is none that could be reached
     */
    public static Origin of(URI address) {
        String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an origin names nobody before the host");
        }
        int port = address.getPort() == -1 && scheme.equals("https") ? HTTPS : address.getPort();
        return new Origin(scheme, host, port);
    }

    boolean isSandbox() {
        return scheme.equals("http");
    }

    /** Without brackets: as a resolver is asked for it. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return isSandbox() ? scheme + "://" + host + ":" + port : scheme + "://" + host;
    }
}
