package dev.mullion.settings;

import java.util.Optional;

/**
 * The operator's own GitHub App: the secret of its one webhook URL, with what it signs in, and with what it sends
 * people to GitHub. Prints without them.
 *
 * @param identity absent: nothing is read from GitHub, which still sends
 * @param client absent: nobody installs it from here, and the operator alone claims installations
 */
public record GithubApp(WebhookSecret webhookSecret, Optional<Identity> identity, Optional<Client> client) {

    /** One that is sent to and asks nothing. */
    public GithubApp(String webhookSecret) {
        this(WebhookSecret.of(webhookSecret), Optional.empty(), Optional.empty());
    }

    /** One whose installations the operator claims. */
    public GithubApp(String webhookSecret, Optional<Identity> identity) {
        this(WebhookSecret.of(webhookSecret), identity, Optional.empty());
    }

    /**
     * With what people are sent to GitHub, and their codes exchanged.
     *
     * @param slug the App's name in its address: github.com/apps/SLUG
     * @param secret its client secret
     */
    public record Client(String slug, String id, OwnSecret secret) {}

    /**
     * With what the App signs in.
     *
     * @param id the App's number
     * @param key its private key in PEM
     */
    public record Identity(long id, OwnSecret key) {}

    /** Whether more is said of it than the secret of its webhooks. */
    public boolean isNamed() {
        return identity.isPresent() || client.isPresent();
    }

    /** The same, where nothing but the secret is said here, with what was made from here signs in. */
    public GithubApp orKept(GithubApp kept) {
        return isNamed() ? this : new GithubApp(webhookSecret.orKept(kept.webhookSecret), kept.identity, kept.client);
    }

    @Override
    public String toString() {
        return "the operator's GitHub App";
    }
}
