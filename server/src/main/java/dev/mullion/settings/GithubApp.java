package dev.mullion.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The operator's own GitHub App: the secret of its one webhook URL, and with what it signs in. Prints without them.
 *
 * @param identity absent: nothing is read from GitHub, which still sends
 */
public record GithubApp(String webhookSecret, Optional<Identity> identity) {

    /** One that is sent to and asks nothing. */
    public GithubApp(String webhookSecret) {
        this(webhookSecret, Optional.empty());
    }

    /**
     * With what the App signs in.
     *
     * @param id the App's number
     * @param keyFile its private key in PEM, readable by nobody but the server's own account
     */
    public record Identity(long id, Path keyFile) {}

    @Override
    public String toString() {
        return "the operator's GitHub App";
    }
}
