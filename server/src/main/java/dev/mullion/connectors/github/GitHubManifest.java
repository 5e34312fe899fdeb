package dev.mullion.connectors.github;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifest.Consent;
import dev.mullion.connectors.Manifest.Domain;
import dev.mullion.connectors.Manifest.Freshness;
import dev.mullion.connectors.Manifest.Need;
import dev.mullion.connectors.Manifest.Reach;
import dev.mullion.connectors.Manifest.Scope;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.egress.Budget;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.Endpoint.Query;
import dev.mullion.egress.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a GitHub App for Mullion is given, and what is done with it. */
public final class GitHubManifest {

    /** Where GitHub answers programs. */
    static final Origin API = Origin.https("api.github.com");

    /** Where people are sent, and their codes exchanged. */
    static final Origin WEB = Origin.https("github.com");

    static final String PULL_REQUESTS = document("pull-requests.graphql");

    private static final String REST = "application/vnd.github+json";

    static final Endpoint INSTALLATION =
            Endpoint.get(API, "/app/installations/{installation}").accepting(REST);
    static final Endpoint MINT = Endpoint.post(API, "/app/installations/{installation}/access_tokens")
            .accepting(REST);
    static final Endpoint REPOSITORIES = Endpoint.get(
                    API, "/installation/repositories", Query.always("per_page", "100"), Query.any("page"))
            .accepting(REST);
    static final Endpoint GRAPHQL = Endpoint.graphQl(API, "/graphql", PULL_REQUESTS);

    static final Endpoint EXCHANGE = Endpoint.post(WEB, "/login/oauth/access_token");
    static final Endpoint CONVERSION =
            Endpoint.post(API, "/app-manifests/{code}/conversions").accepting(REST);
    static final Endpoint PERSON = Endpoint.get(API, "/user").accepting(REST);
    static final Endpoint INSTALLATIONS = Endpoint.get(
                    API, "/user/installations", Query.always("per_page", "100"), Query.any("page"))
            .accepting(REST);
    static final Endpoint SEEN = Endpoint.get(
                    API,
                    "/user/installations/{installation}/repositories",
                    Query.always("per_page", "100"),
                    Query.any("page"))
            .accepting(REST);
    static final Endpoint END_OF_PERSON =
            Endpoint.delete(API, "/applications/{client}/token").accepting(REST);
    static final Endpoint END_OF_TOKEN =
            Endpoint.delete(API, "/installation/token").accepting(REST);

    /** Asked with the App's own signature, which needs no permission of the installation's. */
    static final Endpoint END_OF_INSTALLATION =
            Endpoint.delete(API, "/app/installations/{installation}").accepting(REST);

    /** The version of REST whose shapes are read. */
    static final String VERSION_HEADER = "X-GitHub-Api-Version";

    static final String VERSION = "2022-11-28";

    private static final Manifest MANIFEST = new Manifest(
            "GitHub",
            Domain.ENGINEERING,
            consent(),
            reach(),
            List.of(
                    "pull_request",
                    "pull_request_review",
                    "push",
                    "repository",
                    "installation",
                    "installation_repositories"),
            projections(),
            new Freshness(Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ZERO));

    private GitHubManifest() {}

    public static Manifest manifest() {
        return MANIFEST;
    }

    private static Consent consent() {
        return new Consent(
                List.of(
                        new Scope(
                                "metadata:read", "which repositories there are; GitHub always grants it", Need.NEEDED),
                        new Scope(
                                "pull_requests:read",
                                "states and times of pull requests and reviews, and when the first commit of each was made",
                                Need.NEEDED),
                        new Scope(
                                "contents:read",
                                "only for pushes, as they happen; what is read by pull needs none of it",
                                Need.OPTIONAL)),
                List.of(
                        "Any permission to write",
                        "Secrets, variables, environments, workflows, administration",
                        "Issues, discussions, projects, packages",
                        "Members, e-mail addresses, keys and profiles of people",
                        "A clone of any repository"),
                List.of(
                        "Webhook deliveries, in memory, for the length of one request",
                        "Through the App: the list of repositories, and pull requests with their reviews, every 15 minutes",
                        "Once, when somebody connects: who they are at GitHub by number, which installations they reach and which"
                                + " repositories they administer, compared and forgotten",
                        "Nothing there is changed but Mullion's own way in: its tokens are ended, and on Disconnect its installation",
                        "Of each body only the paths in the table below; the rest is skipped unread"),
                List.of(
                        "Ids, numbers, states and times of pull requests and reviews, and the time of the first commit",
                        "Counts: lines, files, commits, comments",
                        "People, branches and the account that the App stands on as keyed hashes",
                        "Names of repositories, until labels are turned off"),
                List.of(
                        "Titles, texts, comments, commit messages",
                        "Names, logins, e-mail addresses, pictures",
                        "Code, diffs, file names, branch names",
                        "Addresses (URLs) and raw bodies"));
    }

    /** GitHub gives an installation 5,000 an hour and 900 a minute, and asks that one is asked one thing at a time. */
    private static Reach reach() {
        return new Reach(
                List.of(
                        INSTALLATION,
                        MINT,
                        REPOSITORIES,
                        GRAPHQL,
                        EXCHANGE,
                        CONVERSION,
                        PERSON,
                        INSTALLATIONS,
                        SEEN,
                        END_OF_PERSON,
                        END_OF_TOKEN,
                        END_OF_INSTALLATION),
                List.of(VERSION_HEADER),
                List.of(
                        Budget.rate(Budget.Reach.ACCOUNT, 4_000, Duration.ofHours(1)),
                        Budget.inFlight(Budget.Reach.ACCOUNT, 1),
                        Budget.inFlight(Budget.Reach.VENDOR, 60)));
    }

    private static SortedMap<String, List<KeptPath>> projections() {
        Parsers parsers = new Parsers(List.of());
        SortedMap<String, List<KeptPath>> all = new TreeMap<>(new GitHubProjection().kept());
        all.put(INSTALLATION.toString(), new GrantReading(parsers).list().paths());
        all.put(MINT.toString(), new TokenReading(parsers).list().paths());
        all.put(EXCHANGE.toString(), new PersonTokenReading(parsers).list().paths());
        all.put(CONVERSION.toString(), new ConversionReading(parsers).list().paths());
        all.put(PERSON.toString(), new PersonReading(parsers).list().paths());
        all.put(
                INSTALLATIONS.toString(),
                new ListedInstallations(parsers).list().paths());
        all.put(SEEN.toString(), new SeenRepositories(parsers).list().paths());
        all.put(REPOSITORIES.toString(), new RepositoryListing(parsers).list().paths());
        all.put(GRAPHQL + " PullRequests", new PullRequestPage(parsers).list().paths());
        return all;
    }

    private static String document(String name) {
        try (InputStream text =
                Objects.requireNonNull(GitHubManifest.class.getResourceAsStream(name), "missing: " + name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
