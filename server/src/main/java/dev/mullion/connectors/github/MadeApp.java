package dev.mullion.connectors.github;

import java.util.Arrays;

/** An App with what it signs in with, in memory until it is kept. Prints as redacted; closing it wipes it. */
final class MadeApp implements AutoCloseable {

    private final long id;
    private final String slug;
    private final String client;
    private final byte[] clientSecret;
    private final byte[] webhookSecret;
    private final byte[] key;

    /** Owns the three secrets from now on. */
    MadeApp(long id, String slug, String client, byte[] clientSecret, byte[] webhookSecret, byte[] key) {
        this.id = id;
        this.slug = slug;
        this.client = client;
        this.clientSecret = clientSecret;
        this.webhookSecret = webhookSecret;
        this.key = key;
    }

    long id() {
        return id;
    }

    String slug() {
        return slug;
    }

    String client() {
        return client;
    }

    /** Lent; the caller keeps nothing of it. */
    byte[] clientSecret() {
        return clientSecret;
    }

    /** Lent; the caller keeps nothing of it. */
    byte[] webhookSecret() {
        return webhookSecret;
    }

    /** The private key in PEM. Lent; the caller keeps nothing of it. */
    byte[] key() {
        return key;
    }

    @Override
    public void close() {
        Arrays.fill(clientSecret, (byte) 0);
        Arrays.fill(webhookSecret, (byte) 0);
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "the App " + slug;
    }
}
