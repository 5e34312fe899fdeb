package dev.mullion.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an operator decides.
 *
 * @param port where the server listens on every address; 0 takes a free one
 * @param publicUrl where people reach the pages: https, or http on loopback
 * @param hooksUrl where vendors reach the webhooks; may differ from the pages
 * @param data the installation's folder
 * @param database absent: the embedded one
 * @param hooksPerSecond how many deliveries a second one hook may send over time
 * @param custody where wrapped keys are, and which of them this server opens
 * @param sandboxes by vendor, the port of loopback that plays it; the only plain http that goes out
 * @param xeroApp absent: nobody connects Xero
 */
public record Settings(
        int port,
        URI publicUrl,
        URI hooksUrl,
        Path data,
        Optional<OutsideDatabase> database,
        Path masterKeyFile,
        Optional<GithubApp> githubApp,
        int hooksPerSecond,
        Front front,
        KeyCustody custody,
        Map<String, URI> sandboxes,
        Optional<XeroApp> xeroApp) {

    public Settings {
        sandboxes = Map.copyOf(sandboxes);
    }

    /** Without an app at Xero. */
    public Settings(
            int port,
            URI publicUrl,
            URI hooksUrl,
            Path data,
            Optional<OutsideDatabase> database,
            Path masterKeyFile,
            Optional<GithubApp> githubApp,
            int hooksPerSecond,
            Front front,
            KeyCustody custody,
            Map<String, URI> sandboxes) {
        this(
                port,
                publicUrl,
                hooksUrl,
                data,
                database,
                masterKeyFile,
                githubApp,
                hooksPerSecond,
                front,
                custody,
                sandboxes,
                Optional.empty());
    }

    /**
     * A PostgreSQL of the operator's own.
     *
     * @param url a JDBC address without user or password
     * @param ownerPasswordFile needed by `database init` and `database migrate`, not by `serve`
     */
    public record OutsideDatabase(
            String url, String user, Path passwordFile, Optional<Path> ownerPasswordFile, boolean pooled) {}

    /** The same where a free port was asked for and this one was found: addresses of port 0 lead to it. */
    public Settings onPort(int found) {
        return new Settings(
                found,
                onPort(publicUrl, found),
                onPort(hooksUrl, found),
                data,
                database,
                masterKeyFile,
                githubApp,
                hooksPerSecond,
                front,
                custody,
                sandboxes,
                xeroApp);
    }

    /** The same with another front. */
    public Settings with(Front other) {
        return new Settings(
                port,
                publicUrl,
                hooksUrl,
                data,
                database,
                masterKeyFile,
                githubApp,
                hooksPerSecond,
                other,
                custody,
                sandboxes,
                xeroApp);
    }

    /** The same with another App at GitHub. */
    public Settings with(GithubApp app) {
        return new Settings(
                port,
                publicUrl,
                hooksUrl,
                data,
                database,
                masterKeyFile,
                Optional.of(app),
                hooksPerSecond,
                front,
                custody,
                sandboxes,
                xeroApp);
    }

    /** The same with vendors that are played on this machine. */
    public Settings played(Map<String, URI> vendors, XeroApp app) {
        return new Settings(
                port,
                publicUrl,
                hooksUrl,
                data,
                database,
                masterKeyFile,
                githubApp,
                hooksPerSecond,
                front,
                custody,
                vendors,
                Optional.of(app));
    }

    private static URI onPort(URI address, int found) {
        return address.getPort() == 0
                ? URI.create(address.getScheme() + "://" + address.getHost() + ":" + found)
                : address;
    }

    /** Whether Mullion brings its own PostgreSQL. */
    public boolean isEmbedded() {
        return database.isEmpty();
    }
}
