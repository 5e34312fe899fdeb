package dev.mullion.identity;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where people and vendors reach this installation.
 *
 * @param pages the origin of pages and API, without a path
 * @param hooks the origin of webhooks, without a path; may be another
 */
public record PublicAddress(URI pages, URI hooks) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    public PublicAddress {
        pages = origin("the public address of pages", pages);
        hooks = origin("the public address of webhooks", hooks);
    }

    /** Plain http is for loopback alone: elsewhere the session would travel in the open. */
    private static URI origin(String what, URI address) {
        boolean safe = "https".equals(address.getScheme())
                || ("http".equals(address.getScheme())
                        && LOOPBACK.matcher(String.valueOf(address.getHost())).matches());
        String path = address.getPath();
        if (!safe
                || address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException(what
                    + " must be an https address without a path, such as https://mullion.example.com; http is for"
                    + " loopback only");
        }
        return URI.create(address.getScheme() + "://" + address.getHost() + port(address));
    }

    /** As browsers write it in Origin: without the scheme's own port. */
    private static String port(URI address) {
        int own = "https".equals(address.getScheme()) ? 443 : 80;
        return address.getPort() == -1 || address.getPort() == own ? "" : ":" + address.getPort();
    }
}
