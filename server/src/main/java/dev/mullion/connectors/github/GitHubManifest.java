package dev.mullion.connectors.github;

import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifest.Scope;
import java.util.List;

/** What a GitHub App for Mullion is given, and what is done with it. */
public final class GitHubManifest {

    private GitHubManifest() {}

    public static Manifest manifest() {
        return new Manifest(
                "GitHub",
                List.of(
                        new Scope("metadata:read", "which repositories there are; GitHub always grants it"),
                        new Scope("pull_requests:read", "states and times of pull requests and reviews"),
                        new Scope(
                                "contents:read",
                                "only for commit times by the push event; leave it out and coding time starts at the opening")),
                List.of(
                        "Any permission to write",
                        "Secrets, variables, environments, workflows, administration",
                        "Issues, discussions, projects, packages",
                        "Members, e-mail addresses, keys and profiles of people",
                        "A clone of any repository"),
                List.of(
                        "Webhook deliveries, in memory, for the length of one request",
                        "Of each body only the paths in the table below; the rest is skipped unread"),
                List.of(
                        "Ids, numbers, states and times of pull requests and reviews",
                        "Counts: lines, files, commits, comments",
                        "People and branches as keyed hashes",
                        "Names of repositories, until labels are turned off"),
                List.of(
                        "Titles, texts, comments, commit messages",
                        "Names, logins, e-mail addresses, pictures",
                        "Code, diffs, file names, branch names",
                        "Addresses (URLs) and raw bodies"));
    }
}
