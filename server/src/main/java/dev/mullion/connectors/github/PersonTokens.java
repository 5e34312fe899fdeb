package dev.mullion.connectors.github;

import dev.mullion.connectors.Heard;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.github.PersonTokenReading.Fault;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import dev.mullion.egress.HostBound;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.OwnSecret;
import dev.mullion.settings.Settings;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A person's own token, for the seconds in which it is judged what they own: never stored, ended at GitHub at once. A
 * server without the role worker has none of this.
 */
@Component
class PersonTokens {

    private final GitHubApi api;
    private final @Nullable Identity client;
    private final PersonTokenReading reading = new PersonTokenReading(Parsers.ofTokens(List.of(
            "access_token",
            "expires_in",
            "refresh_token",
            "refresh_token_expires_in",
            "scope",
            "token_type",
            "error",
            "error_description",
            "error_uri")));

    PersonTokens(GitHubApi api, Settings settings) {
        this.api = api;
        this.client = settings.githubApp()
                .filter(_ -> settings.custody().isWorker())
                .flatMap(GithubApp::client)
                .map(said -> Identity.of(said, api))
                .orElse(null);
    }

    /**
     * With what the App exchanges codes, at one host, and ends tokens, at another.
     *
     * @param atWeb its secret where people sign in
     * @param atApi the same where programs ask
     */
    private record Identity(String id, HeldToken atWeb, HeldToken atApi) {

        static Identity of(GithubApp.Client said, GitHubApi api) {
            byte[] secret = trimmed(said.secret());
            return new Identity(
                    said.id(), new HeldToken(secret.clone(), api.webHost()), new HeldToken(secret, api.host()));
        }

        @Override
        public String toString() {
            return "the client of the GitHub App";
        }
    }

    /** Without what an editor leaves at the end of a file. */
    private static byte[] trimmed(OwnSecret kept) {
        byte[] read = kept.read();
        int end = read.length;
        while (end > 0 && read[end - 1] <= ' ') {
            end--;
        }
        byte[] secret = Arrays.copyOf(read, end);
        Arrays.fill(read, (byte) 0);
        if (secret.length == 0) {
            throw new IllegalArgumentException("the client secret of the GitHub App is empty: " + kept);
        }
        return secret;
    }

    boolean canAsk() {
        return client != null;
    }

    /** What a code was good for. */
    sealed interface Exchanged {

        /** The token is the caller's to end. */
        record Given(HeldToken token) implements Exchanged {}

        record Refused(String why) implements Exchanged {}
    }

    /**
     * Exchanges a code, once.
     *
     * @param promised the word that was promised before the code was given (RFC 7636); null where none was
     */
    Exchanged exchange(ConsentId consent, HostBound code, @Nullable HostBound promised) {
        Identity known = known();
        Call call = Call.post(
                        api.here(GitHubManifest.EXCHANGE).address(List.of()),
                        account(consent),
                        new Call.Body.Form(Map.of("client_id", known.id())))
                .with(sending -> {
                    sending.field("client_secret", known.atWeb()).field("code", code);
                    if (promised != null) {
                        sending.field("code_verifier", promised);
                    }
                });
        return judged(consent, api.ask(call, reading.list(), (read, _) -> given(read)));
    }

    /** A token, with whether it may do more than one of a GitHub App, or the error. */
    private record Given(
            Optional<HeldToken> token,
            boolean isBroad,
            @Nullable Fault fault) {}

    private Given given(Reading read) {
        Fault fault = reading.fault(read);
        return fault == null
                ? new Given(Optional.of(new HeldToken(reading.token(read), api.host())), reading.hasScopes(read), null)
                : new Given(Optional.empty(), false, fault);
    }

    private Exchanged judged(ConsentId consent, Heard<Given> heard) {
        return switch (heard) {
            case Heard.Said<Given> said -> judged(consent, said.value());
            case Heard.Turned<Given> turned -> new Exchanged.Refused("GitHub answered " + turned.status());
            case Heard.Late<Given> late -> new Exchanged.Refused("GitHub is at its limit: " + late.why());
            case Heard.Broken<Given> broken -> new Exchanged.Refused(broken.why());
        };
    }

    private Exchanged judged(ConsentId consent, Given given) {
        Fault fault = given.fault();
        if (fault != null) {
            return new Exchanged.Refused(
                    switch (fault) {
                        case BAD_VERIFICATION_CODE -> "GitHub does not take the code any more";
                        case INCORRECT_CLIENT_CREDENTIALS ->
                            "GitHub does not know the operator's App; look at MULLION_GITHUB_CLIENT_ID and at the file of its"
                                    + " secret";
                        case REDIRECT_URI_MISMATCH ->
                            "the App at GitHub sends people back to another address than this";
                        case OTHER -> "GitHub did not exchange the code";
                    });
        }
        HeldToken token = given.token().orElseThrow();
        if (given.isBroad()) {
            end(consent, token);
            return new Exchanged.Refused(
                    "GitHub gave out a token with scopes, which no GitHub App's has; it was ended");
        }
        return new Exchanged.Given(token);
    }

    /** Ends a token at GitHub, and wipes it here whether that could be done or not. */
    boolean end(ConsentId consent, HeldToken token) {
        Identity known = known();
        try (token) {
            URI address = api.here(GitHubManifest.END_OF_PERSON).address(List.of(known.id()));
            Call call = Call.delete(address, account(consent), new Call.Body.Fields(Map.of()))
                    .with(sending -> sending.basic(known.id(), known.atApi()).field("access_token", token));
            return api.tell(call) instanceof Heard.Said<Boolean>;
        }
    }

    static String account(ConsentId consent) {
        return "consent-" + consent.value();
    }

    private Identity known() {
        Identity known = client;
        if (known == null) {
            throw new IllegalStateException("this server has no client secret of the GitHub App");
        }
        return known;
    }
}
