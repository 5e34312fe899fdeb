package dev.mullion.settings;

/** The operator's own GitHub App: the secret of its one webhook URL. Prints without it. */
public record GithubApp(String webhookSecret) {

    @Override
    public String toString() {
        return "the operator's GitHub App";
    }
}
