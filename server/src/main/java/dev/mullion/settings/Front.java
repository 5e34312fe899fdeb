package dev.mullion.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How strangers meet this installation.
 *
 * @param tls absent: the server itself speaks plain http
 * @param proxyDeclared whether the operator says that a proxy ends TLS at the public address
 * @param trustPage whether the page of promises is shown at all
 * @param securityContact where weaknesses are reported; absent: nobody was named
 * @param securityPolicy what is promised to who reports one
 * @param operator where the operator's monitoring asks for figures; absent: nowhere
 */
public record Front(
        Optional<Tls> tls,
        boolean proxyDeclared,
        boolean trustPage,
        Optional<URI> securityContact,
        Optional<URI> securityPolicy,
        Optional<InetSocketAddress> operator) {

    /** Where nobody asks for figures. */
    public Front(
            Optional<Tls> tls,
            boolean proxyDeclared,
            boolean trustPage,
            Optional<URI> securityContact,
            Optional<URI> securityPolicy) {
        this(tls, proxyDeclared, trustPage, securityContact, securityPolicy, Optional.empty());
    }

    /**
     * Files in PEM form.
     *
     * @param certificate the server's own first, then what signed it
     * @param key of the first certificate, PKCS #8, not encrypted
     */
    public record Tls(Path certificate, Path key) {}

    /** Where nothing was set. */
    public static Front plain() {
        return new Front(Optional.empty(), false, true, Optional.empty(), Optional.empty());
    }
}
