package dev.mullion.settings;

import java.util.Optional;

/**
 * The operator's own GitHub App: the secret of its one webhook URL, with what it signs in, and with what it sends
 * people to GitHub. Prints without them.
 *
 * @param identity absent: nothing is read from GitHub, which still sends
 * @param client absent: nobody installs it from here, and the operator alone claims installations
 */
public record GithubApp(String webhookSecret, Optional<Identity> identity, Optional<Client> client) {

    /** One that is sent to and asks nothing. */
    public GithubApp(String webhookSecret) {
        this(webhookSecret, Optional.empty());
    }

    /** One whose installations the operator claims. */
    public GithubApp(String webhookSecret, Optional<Identity> identity) {
        this(webhookSecret, identity, Optional.empty());
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

    @Override
    public String toString() {
        return "the operator's GitHub App";
    }
}
