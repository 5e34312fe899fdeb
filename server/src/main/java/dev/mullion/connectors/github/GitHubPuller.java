package dev.mullion.connectors.github;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Tried;
import dev.mullion.connectors.VendorClient;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Answer;
import dev.mullion.egress.Budget;
import dev.mullion.egress.Call;
import dev.mullion.egress.LimitSigns;
import dev.mullion.keys.IdHasher;
import dev.mullion.keys.KeyRing;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.RepositoryRemoved;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the repositories of an installation, and the pull requests of each. */
@Component
class GitHubPuller implements Puller {

    /** What the names of installations begin with where their budgets are counted. */
    static final String INSTALLATION = "installation-";

    /** A token so young may not be known everywhere at GitHub yet. */
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 4;

    private final GitHubApi api;
    private final InstallationTokens tokens;
    private final KeyRing keys;
    private final Clock clock;
    private final RepositoryListing listing = new RepositoryListing(new Parsers(
            Stream.concat(FieldNames.all().stream(), Stream.of("total_count")).toList()));
    private final PullRequestPage pages = new PullRequestPage(new Parsers(namesIn(GitHubManifest.PULL_REQUESTS)));

    GitHubPuller(GitHubApi api, InstallationTokens tokens, KeyRing keys, Clock clock) {
        this.api = api;
        this.tokens = tokens;
        this.keys = keys;
        this.clock = clock;
    }

    /** What a GraphQL answer holds is called as it was asked for. */
    private static List<String> namesIn(String document) {
        return Stream.concat(Stream.of(document.split("\\W+")), Stream.of("data", "errors", "type", "path", "message"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    @Override
    public String connector() {
        return "github";
    }

    @Override
    public Set<Label.Kind> names() {
        return Set.of(Label.Kind.REPOSITORY);
    }

    @Override
    public String parts() {
        return "repositories";
    }

    @Override
    public Manifest manifest() {
        return GitHubManifest.manifest();
    }

    @Override
    public Optional<String> refusal(Map<String, String> granted) {
        return InstallationTokens.refusal(granted);
    }

    @Override
    public Optional<String> missing() {
        return tokens.canMint()
                ? Optional.empty()
                : Optional.of(
                        "MULLION_GITHUB_APP_ID and MULLION_GITHUB_APP_KEY_FILE, on a server with the role worker");
    }

    @Override
    public Pulled<Boolean> check(Link link) {
        return tokens.check(link);
    }

    @Override
    public Pulled<List<Tried>> tried(Link link) {
        return tokens.tried(link);
    }

    @Override
    public Pulled<Listing> list(Link link, @Nullable String next) {
        URI address;
        try {
            address = next == null
                    ? api.here(GitHubManifest.REPOSITORIES).address(List.of(), "per_page", "100")
                    : new URI(next);
        } catch (URISyntaxException _) {
            return new Pulled.Failed<>("GitHub's address of the next page is none");
        }
        IdHasher hasher = keys.idHasher(link.workspace().value());
        Pulled<Heard.Said<Listing>> said = ask(
                link,
                Call.get(address, account(link)),
                listing.list(),
                (reading, _) -> listing.listing(reading, hasher));
        if (!(said instanceof Pulled.Got<Heard.Said<Listing>>(Heard.Said<Listing> page, long bytes))) {
            return said.failure();
        }
        Listing found = page.value();
        return new Pulled.Got<>(
                new Listing(
                        found.parts(), found.facts(), found.total(), page.next().orElse(null)),
                bytes);
    }

    @Override
    public List<Fact> gone(Collection<String> keys, Instant at) {
        return keys.stream()
                .map(key -> (Fact) new RepositoryRemoved(new RepositoryId(Long.parseLong(key)), at))
                .toList();
    }

    @Override
    public List<Fact> again(List<Fact> said, Set<String> keys, Instant at) {
        return said.stream()
                .map(fact -> switch (fact) {
                    case Repository known
                    when keys.contains(Long.toString(known.id().value())) -> known.saidAt(at);
                    case Label name when keys.contains(Long.toString(name.externalId())) -> name.saidAt(at);
                    default -> fact;
                })
                .toList();
    }

    /** What a GraphQL answer was. */
    private sealed interface Found {
        record Whole(Page page) implements Found {}

        record Faulty(PullRequestPage.Fault fault) implements Found {}
    }

    @Override
    public Pulled<Page> page(Link link, Part part, @Nullable String after) {
        RepositoryListing.Handle repository = RepositoryListing.Handle.of(part.handle());
        Map<String, String> variables = new LinkedHashMap<>(Map.of("repository", repository.node()));
        if (after != null) {
            variables.put("after", after);
        }
        Call call = Call.post(
                api.here(GitHubManifest.GRAPHQL).address(List.of()),
                account(link),
                new Call.Body.GraphQl(GitHubManifest.PULL_REQUESTS, variables));
        IdHasher hasher = keys.idHasher(link.workspace().value());
        Pulled<Heard.Said<Found>> said = ask(
                link,
                call,
                pages.list(),
                (reading, answer) -> found(reading, answer, at -> pages.page(at, hasher, repository.defaultBranch())));
        if (!(said instanceof Pulled.Got<Heard.Said<Found>>(Heard.Said<Found> heard, long bytes))) {
            return said.failure();
        }
        return switch (heard.value()) {
            case Found.Whole(Page page) -> new Pulled.Got<>(page, bytes);
            case Found.Faulty(PullRequestPage.Fault fault) -> faulty(fault);
        };
    }

    private Found found(Reading reading, Answer answer, Function<Reading, Page> page) {
        Optional<PullRequestPage.Fault> fault = pages.fault(reading);
        if (fault.filter(PullRequestPage.Fault.RATE_LIMITED::equals).isPresent()) {
            answer.limited(new LimitSigns.Hold(Budget.Reach.ACCOUNT, Optional.empty(), "GraphQL limit"));
        }
        return fault.<Found>map(Found.Faulty::new).orElseGet(() -> new Found.Whole(page.apply(reading)));
    }

    private static Pulled<Page> faulty(PullRequestPage.Fault fault) {
        return switch (fault) {
            case NOT_FOUND, FORBIDDEN ->
                new Pulled.Closed<>("GitHub does not show this repository to the installation");
            case INVALID_CURSOR_ARGUMENTS -> new Pulled.Lost<>("GitHub knows the position no more");
            case RATE_LIMITED, OTHER -> new Pulled.Failed<>("GitHub answered with an error in place of data");
        };
    }

    /**
     * Asks with the installation's token. One that is refused is forgotten and minted anew once, which says whether the
     * installation lives; a young one is tried again first.
     */
    private <T> Pulled<Heard.Said<T>> ask(Link link, Call call, AllowList list, VendorClient.Kept<T> kept) {
        boolean isRenewed = false;
        int tries = 1;
        while (true) {
            Pulled<HeldSecret> token = tokens.of(link);
            if (!(token instanceof Pulled.Got<HeldSecret>(HeldSecret minted, long _))) {
                return token.failure();
            }
            Heard<T> heard = api.ask(call.with(sending -> sending.bearer(minted)), list, kept);
            if (!(heard instanceof Heard.Turned<T>(int status, var _)) || status != 401) {
                return pulled(heard);
            }
            boolean isYoung = clock.instant().isBefore(minted.heldSince().plus(YOUNG));
            if (isYoung && tries < MOST_TRIES) {
                tries++;
                LockSupport.parkNanos(PAUSE.toNanos());
            } else if (isRenewed) {
                tokens.drop(link);
                return new Pulled.Ended<>(
                        Connection.State.DISCONNECTED, "GitHub accepts no token of this installation any more");
            } else {
                tokens.drop(link);
                isRenewed = true;
                tries = 1;
            }
        }
    }

    private static <T> Pulled<Heard.Said<T>> pulled(Heard<T> heard) {
        return switch (heard) {
            case Heard.Said<T> said -> new Pulled.Got<>(said, said.bytes());
            case Heard.Late<T> late -> new Pulled.Later<>(late.until(), late.why());
            case Heard.Broken<T> broken -> new Pulled.Failed<>(broken.why());
            case Heard.Turned<T> turned ->
                turned.words().contains(GitHubApi.SUSPENDED)
                        ? new Pulled.Ended<>(
                                Connection.State.SUSPENDED, "GitHub says that the installation is suspended")
                        : new Pulled.Failed<>("GitHub answered " + turned.status());
        };
    }

    static String account(Link link) {
        return INSTALLATION + link.account();
    }
}
