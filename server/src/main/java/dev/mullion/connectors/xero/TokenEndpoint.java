package dev.mullion.connectors.xero;

import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.ConsentTokens.Field;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where Xero gives tokens and ends them. Asks with a secret from the vault and keeps nothing of the answer: who may ask
 * and what becomes of it is {@link XeroTokens}'. A server without the role worker cannot ask.
 */
@Component
class TokenEndpoint {

    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final XeroApi api;
    private final Workspaces workspaces;
    private final ConsentTokens tokens;
    private final Clock clock;
    private final @Nullable ClientIdentity client;
    private final String redirect;
    private final TokenReading reading = new TokenReading(Parsers.ofTokens(List.of(
            "access_token",
            "refresh_token",
            "expires_in",
            "scope",
            "token_type",
            "id_token",
            "authentication_event_id")));

    TokenEndpoint(XeroApi api, Workspaces workspaces, ConsentTokens tokens, Settings settings, Clock clock) {
        this.api = api;
        this.workspaces = workspaces;
        this.tokens = tokens;
        this.clock = clock;
        this.client = settings.xeroApp()
                .filter(_ -> settings.custody().isWorker())
                .map(app -> ClientIdentity.of(app, api.client().host(XeroManifest.IDENTITY)))
                .orElse(null);
        this.redirect = settings.publicUrl() + XeroFlow.CALLBACK;
    }

    boolean canAsk() {
        return client != null;
    }

    /** A token, what it may do, and how long it is good. */
    record Access(HeldToken token, Map<String, String> granted, Instant until, AtomicBoolean isProved) {}

    /** A pair that was given out; closing it wipes the refresh token. */
    record Pair(Access access, HeldToken refresh, Map<String, String> granted, Optional<UUID> event)
            implements AutoCloseable {
        @Override
        public void close() {
            refresh.close();
        }

        @Override
        public String toString() {
            return "[redacted pair of tokens]";
        }
    }

    /** Sends one of the secrets to Xero, and nothing of the database is held meanwhile. */
    Pulled<Pair> ask(WorkspaceId workspace, ConsentId consent, Field field) {
        boolean isCode = field == Field.CODE;
        String host = api.client().host(XeroManifest.IDENTITY);
        try (HeldToken secret = workspaces.within(
                workspace, () -> tokens.open(consent, field, host, isCode ? "exchange-the-code" : "renew-the-token"))) {
            return asked(consent, secret, isCode);
        }
    }

    /** Renews with a refresh token that is stored nowhere any more; nothing of what comes is to be stored either. */
    Pulled<Pair> renew(ConsentId consent, HeldToken refresh) {
        return asked(consent, refresh, false);
    }

    private Pulled<Pair> asked(ConsentId consent, HeldToken secret, boolean isCode) {
        Map<String, String> form = isCode
                ? Map.of("grant_type", "authorization_code", "redirect_uri", redirect)
                : Map.of("grant_type", "refresh_token");
        Call call = Call.post(
                        api.client().here(XeroManifest.TOKEN).address(List.of()),
                        account(consent),
                        new Call.Body.Form(form))
                .with(sending -> sending.basic(identity().id(), identity().secret())
                        .field(isCode ? "code" : "refresh_token", secret));
        return judged(api.client().ask(call, reading.list(), (read, _) -> pair(read)), isCode);
    }

    private static Pulled<Pair> judged(Heard<Pair> heard, boolean isCode) {
        return switch (heard) {
            case Heard.Said<Pair> said -> new Pulled.Got<>(said.value(), said.bytes());
            case Heard.Late<Pair> late -> new Pulled.Later<>(late.until(), late.why());
            case Heard.Broken<Pair> broken -> new Pulled.Failed<>(broken.why());
            case Heard.Turned<Pair> turned ->
                turned.words().contains(XeroApi.INVALID_GRANT)
                        ? new Pulled.Ended<>(
                                State.DISCONNECTED,
                                isCode
                                        ? "Xero does not take the code any more; connect Xero again"
                                        : "Xero does not renew this consent any more; connect Xero again")
                        : new Pulled.Failed<>(
                                turned.words().contains(XeroApi.INVALID_CLIENT)
                                        ? "Xero does not know the operator's app; look at MULLION_XERO_CLIENT_ID and at"
                                                + " the file of its secret"
                                        : "Xero answered " + turned.status());
        };
    }

    private Pair pair(Reading read) {
        Map<String, String> granted = reading.granted(read);
        int seconds = reading.seconds(read);
        byte[] access = reading.access(read);
        byte[] refresh = reading.refresh(read);
        Instant ends = clock.instant().plusSeconds(seconds).minus(MARGIN);
        Optional<UUID> event = reading.consent(access);
        return new Pair(
                new Access(
                        new HeldToken(access, api.client().host(XeroManifest.API)), granted, ends, new AtomicBoolean()),
                new HeldToken(refresh, api.client().host(XeroManifest.IDENTITY)),
                granted,
                event);
    }

    /**
     * Ends a refresh token at Xero, and with it whatever its user connected to this app: only for one who has nothing
     * else open.
     */
    boolean revoke(ConsentId consent, HeldToken token) {
        try (token) {
            Call call = Call.post(
                            api.client().here(XeroManifest.REVOKE).address(List.of()),
                            account(consent),
                            new Call.Body.Form(Map.of()))
                    .with(sending ->
                            sending.basic(identity().id(), identity().secret()).field("token", token));
            return api.client().tell(call) instanceof Heard.Said<Boolean>;
        }
    }

    static String account(ConsentId consent) {
        return "consent-" + consent.value();
    }

    private ClientIdentity identity() {
        ClientIdentity known = client;
        if (known == null) {
            throw new IllegalStateException("this server has no secret of the Xero app");
        }
        return known;
    }
}
