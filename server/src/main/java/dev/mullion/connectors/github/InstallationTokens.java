package dev.mullion.connectors.github;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Grants;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.InstallationClaims;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Tried;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tokens of installations, narrowed to what pulls need, kept in memory for {@link #LONGEST} and never stored. A token
 * is minted only for the workspace whose claim of the installation stands, and each is audited before it is asked for.
 * A server without the role worker has no key, and mints none.
 */
@Component
class InstallationTokens {

    static final Duration LONGEST = Duration.ofMinutes(55);

    private static final Duration MARGIN = Duration.ofMinutes(2);

    /** What each token is narrowed to, whatever the installation was granted. */
    private static final Map<String, String> NARROWED = Map.of("metadata", "read", "pull_requests", "read");

    private static final String REQUEST = "{\"permissions\":{\"metadata\":\"read\",\"pull_requests\":\"read\"}}";
    private static final String OF_THE_APP = "app";

    private final GitHubApi api;
    private final InstallationClaims claims;
    private final Grants granted;
    private final Clock clock;
    private final @Nullable AppKey key;
    private final GrantReading grants;
    private final TokenReading tokens;
    private final Cache<Link, HeldSecret> held =
            Caffeine.newBuilder().maximumSize(15_000).expireAfterWrite(LONGEST).build();

    InstallationTokens(GitHubApi api, InstallationClaims claims, Grants granted, Settings settings, Clock clock) {
        this.api = api;
        this.claims = claims;
        this.granted = granted;
        this.clock = clock;
        this.key = settings.githubApp()
                .filter(_ -> settings.custody().isWorker())
                .flatMap(GithubApp::identity)
                .map(identity -> AppKey.of(identity.id(), identity.key(), api.host(), clock))
                .orElse(null);
        Parsers parsers = new Parsers(List.of("token", "expires_at", "permissions", "suspended_at"));
        this.grants = new GrantReading(parsers);
        this.tokens = new TokenReading(parsers);
    }

    boolean canMint() {
        return key != null;
    }

    /** Reads back what the installation may do. Anything beyond the manifest ends the link, and so does its own end. */
    Pulled<Boolean> check(Link link) {
        if (!claims.stands(link)) {
            return unclaimed();
        }
        URI address = api.here(GitHubManifest.INSTALLATION).address(List.of(Long.toString(link.account())));
        Pulled<Boolean> checked = switch (api.ask(
                signed(Call.get(address, OF_THE_APP)), grants.list(), (reading, _) -> grants.grant(reading))) {
            case Heard.Said<GrantReading.Grant> said -> judged(link, said.value(), said.bytes());
            case Heard.Turned<GrantReading.Grant> turned ->
                turned(turned.status(), turned.words().contains(GitHubApi.SUSPENDED));
            case Heard.Late<GrantReading.Grant> late -> new Pulled.Later<>(late.until(), late.why());
            case Heard.Broken<GrantReading.Grant> broken -> new Pulled.Failed<>(broken.why());
        };
        if (checked instanceof Pulled.Ended<Boolean>) {
            drop(link);
        }
        return checked;
    }

    /** What the installation grants, compared with what is asked for by permission and level. */
    Pulled<List<Tried>> tried(Link link) {
        if (!claims.stands(link)) {
            return unclaimed();
        }
        URI address = api.here(GitHubManifest.INSTALLATION).address(List.of(Long.toString(link.account())));
        return switch (api.ask(
                signed(Call.get(address, OF_THE_APP)), grants.list(), (reading, _) -> grants.grant(reading))) {
            case Heard.Said<GrantReading.Grant> said ->
                new Pulled.Got<>(compared(said.value().permissions()), said.bytes());
            case Heard.Turned<GrantReading.Grant> turned ->
                turned(turned.status(), turned.words().contains(GitHubApi.SUSPENDED));
            case Heard.Late<GrantReading.Grant> late -> new Pulled.Later<>(late.until(), late.why());
            case Heard.Broken<GrantReading.Grant> broken -> new Pulled.Failed<>(broken.why());
        };
    }

    private static List<Tried> compared(Map<String, String> granted) {
        Manifest manifest = GitHubManifest.manifest();
        Stream<Tried> asked = manifest.asks().stream().map(scope -> {
            boolean isGranted = scope.level().equals(granted.get(scope.key()));
            return isGranted
                    ? new Tried(scope.name(), Tried.Outcome.GRANTED, null)
                    : new Tried(
                            scope.name(),
                            Tried.Outcome.MISSING,
                            "GitHub says that the installation does not grant it at this level");
        });
        Stream<Tried> more = manifest.broader(granted).stream()
                .map(name -> new Tried(
                        name, Tried.Outcome.BROADER, "Mullion does not ask for it; take it from the App at GitHub"));
        return Stream.concat(asked, more).toList();
    }

    private Pulled<Boolean> judged(Link link, GrantReading.Grant grant, long bytes) {
        Manifest manifest = GitHubManifest.manifest();
        if (grant.isSuspended()) {
            return suspended();
        }
        Optional<String> refusal = refusal(grant.permissions());
        if (refusal.isPresent()) {
            return new Pulled.Ended<>(Connection.State.REFUSED, refusal.get());
        }
        granted.read(link, manifest, grant.permissions());
        List<String> missing = manifest.missing(grant.permissions());
        return missing.isEmpty()
                ? new Pulled.Got<>(true, bytes)
                : new Pulled.Failed<>("the installation does not grant " + shortened(missing)
                        + "; give it to the App at GitHub and accept the change");
    }

    /** Why an installation with these permissions is not read; empty where it is. */
    static Optional<String> refusal(Map<String, String> permissions) {
        List<String> broader = GitHubManifest.manifest().broader(permissions);
        return broader.isEmpty()
                ? Optional.empty()
                : Optional.of("the installation grants " + shortened(broader)
                        + ", which Mullion does not ask for; take it from the App at GitHub and accept the change");
    }

    private static String shortened(List<String> permissions) {
        String first = String.join(", ", permissions.subList(0, Math.min(2, permissions.size())));
        return permissions.size() > 2 ? first + " and " + (permissions.size() - 2) + " more" : first;
    }

    private static <T> Pulled<T> unclaimed() {
        return new Pulled.Failed<>("this workspace has no claim of the installation");
    }

    private static <T> Pulled<T> suspended() {
        return new Pulled.Ended<>(Connection.State.SUSPENDED, "GitHub says that the installation is suspended");
    }

    private static <T> Pulled<T> turned(int status, boolean isSuspension) {
        return switch (status) {
            case 401 ->
                new Pulled.Failed<>("GitHub does not accept the App's signature; look at MULLION_GITHUB_APP_ID, at the"
                        + " key file, and at this server's clock");
            case 403 ->
                isSuspension
                        ? suspended()
                        : new Pulled.Failed<>("GitHub forbids the App to speak for this installation");
            case 404 ->
                new Pulled.Ended<>(
                        Connection.State.DISCONNECTED, "GitHub knows no such installation of the App any more");
            default -> new Pulled.Failed<>("GitHub answered " + status);
        };
    }

    /** A token that was minted less than an hour ago, or a new one. */
    Pulled<HeldSecret> of(Link link) {
        HeldSecret known = held.getIfPresent(link);
        return (known != null && known.isGoodAt(clock.instant())) ? new Pulled.Got<>(known, 0) : minted(link);
    }

    void drop(Link link) {
        held.invalidate(link);
    }

    /** What is held for a link that ended, to be ended at GitHub; it is not held any more. */
    Optional<HeldSecret> forget(Link link) {
        return Optional.ofNullable(held.asMap().remove(link)).filter(known -> known.isGoodAt(clock.instant()));
    }

    void end(Link link, HeldSecret token) {
        URI address = api.here(GitHubManifest.END_OF_TOKEN).address(List.of());
        api.tell(Call.delete(address, GitHubPuller.account(link)).with(sending -> sending.bearer(token)));
    }

    private Pulled<HeldSecret> minted(Link link) {
        if (!claims.record(link, "a token of the installation, narrowed to metadata:read and pull_requests:read")) {
            return unclaimed();
        }
        URI address = api.here(GitHubManifest.MINT).address(List.of(Long.toString(link.account())));
        Call call = signed(Call.post(address, OF_THE_APP, new Call.Body.Json(REQUEST)));
        return switch (api.ask(call, tokens.list(), (reading, _) -> token(reading))) {
            case Heard.Said<Minted> said -> judged(link, said.value(), said.bytes());
            case Heard.Turned<Minted> turned ->
                turned(turned.status(), turned.words().contains(GitHubApi.SUSPENDED));
            case Heard.Late<Minted> late -> new Pulled.Later<>(late.until(), late.why());
            case Heard.Broken<Minted> broken -> new Pulled.Failed<>(broken.why());
        };
    }

    /** @param isNarrow whether it may do nothing but what it was narrowed to */
    private record Minted(HeldSecret token, boolean isNarrow) {}

    /** Nothing is asked with one that may do more, nor with one whose claim ended meanwhile: it ends at GitHub too. */
    private Pulled<HeldSecret> judged(Link link, Minted minted, long bytes) {
        HeldSecret token = minted.token();
        if (!minted.isNarrow()) {
            end(link, token);
            token.wipe();
            return new Pulled.Ended<>(
                    Connection.State.REFUSED,
                    "GitHub gave out a token that may do more than was asked; it was ended and thrown away");
        }
        held.put(link, token);
        if (!claims.stands(link)) {
            drop(link);
            end(link, token);
            return unclaimed();
        }
        return new Pulled.Got<>(token, bytes);
    }

    private Minted token(Reading reading) {
        byte[] bytes = tokens.token(reading);
        boolean isNarrow =
                NARROWED.entrySet().containsAll(tokens.permissions(reading).entrySet());
        Instant now = clock.instant();
        Instant ends = tokens.expiresAt(reading).minus(MARGIN);
        Instant longest = now.plus(LONGEST);
        return new Minted(new HeldSecret(bytes, api.host(), now, ends.isBefore(longest) ? ends : longest), isNarrow);
    }

    /** The same, signed as the App at the moment of sending. */
    Call signed(Call call) {
        return signed(call, () -> {});
    }

    /** @param check at the moment of sending; nothing is sent where it throws */
    Call signed(Call call, Runnable check) {
        AppKey signing = key;
        if (signing == null) {
            throw new IllegalStateException("this server has no key of the GitHub App");
        }
        return call.with(sending -> {
            check.run();
            sending.bearer(signing);
        });
    }
}
