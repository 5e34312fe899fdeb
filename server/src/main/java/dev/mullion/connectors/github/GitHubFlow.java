package dev.mullion.connectors.github;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Outcome;
import dev.mullion.connectors.AlreadyClaimed;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Installations;
import dev.mullion.connectors.StillEnding;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentInstallations;
import dev.mullion.connectors.consent.ConsentInstallations.About;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.github.InstallationProof.Judged;
import dev.mullion.connectors.github.PersonTokens.Exchanged;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * How GitHub is connected: a person installs the operator's App there and comes back with a code and a number. The
 * number proves nothing. The code becomes the person's token for as long as it takes to judge whether they own the
 * installation; then the token is ended, and the installation claimed or not.
 */
@Component
class GitHubFlow implements GitHubDoor {

    /** The one address that GitHub sends people back to: the App's callback URL. */
    static final String CALLBACK = "/connect/github";

    private static final Actor SYNC = Actor.system("sync");

    private final GitHubApi api;
    private final PersonTokens tokens;
    private final InstallationTokens app;
    private final InstallationProof proof;
    private final Claims claims;
    private final Workspaces workspaces;
    private final KeyRing keys;
    private final Optional<GithubApp.Client> client;
    private final String redirect;

    GitHubFlow(
            GitHubApi api,
            PersonTokens tokens,
            InstallationTokens app,
            InstallationProof proof,
            Claims claims,
            Workspaces workspaces,
            KeyRing keys,
            Settings settings) {
        this.api = api;
        this.tokens = tokens;
        this.app = app;
        this.proof = proof;
        this.claims = claims;
        this.workspaces = workspaces;
        this.keys = keys;
        this.client = settings.githubApp().flatMap(GithubApp::client);
        this.redirect = settings.publicUrl() + CALLBACK;
    }

    /** Where what was judged is written down. */
    @Component
    record Claims(
            ConsentTokens custody,
            ConsentInstallations installations,
            Installations owned,
            PromisedWord promised,
            AuditTrail trail,
            ApplicationEventPublisher events) {}

    @Override
    public String connector() {
        return "github";
    }

    @Override
    public Optional<String> missing() {
        return client.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "MULLION_GITHUB_APP_SLUG, MULLION_GITHUB_CLIENT_ID and MULLION_GITHUB_CLIENT_SECRET_FILE");
    }

    @Override
    public boolean canAsk() {
        return tokens.canAsk() && app.canMint();
    }

    /** Where the App is installed; GitHub asks for the person's consent on the way, as the App is set to. */
    @Override
    public URI page(String state) {
        return URI.create(
                api.web() + "/apps/" + client.orElseThrow().slug() + "/installations/new?state=" + encoded(state));
    }

    /** Where a person signs in who has installed it already; GitHub sends nobody back from the page of an old one. */
    @Override
    public URI signIn(ConsentId consent, String state) {
        claims.installations().challenge(consent);
        return URI.create(api.web() + "/login/oauth/authorize?client_id="
                + encoded(client.orElseThrow().id()) + "&redirect_uri=" + encoded(redirect) + "&state=" + encoded(state)
                + "&code_challenge=" + claims.promised().challenge(consent) + "&code_challenge_method=S256");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String tokenHost() {
        return api.webHost();
    }

    @Override
    public void exchange(WorkspaceId workspace, ConsentId consent) {
        if (!canAsk()) {
            return;
        }
        Optional<HeldToken> code =
                workspaces.within(workspace, () -> claims.custody().spend(consent, tokenHost()));
        if (code.isPresent()) {
            switch (judged(workspace, consent, code.get())) {
                case Judged.Owned owned -> claim(workspace, consent, owned);
                case Judged.Refused(String why) -> workspaces.within(workspace, () -> refused(consent, why));
            }
        }
    }

    /** What a claim that comes too late has begun is undone before it is said why. */
    private void claim(WorkspaceId workspace, ConsentId consent, Judged.Owned owned) {
        try {
            workspaces.within(workspace, () -> claimed(consent, owned));
        } catch (AlreadyClaimed _) {
            workspaces.within(
                    workspace, () -> refused(consent, "the installation is connected to another workspace already"));
        } catch (StillEnding e) {
            workspaces.within(workspace, () -> refused(consent, String.valueOf(e.getMessage())));
        }
    }

    private Judged judged(WorkspaceId workspace, ConsentId consent, HeldToken code) {
        About about = workspaces.within(
                workspace, () -> claims.installations().of(consent).orElseThrow());
        Exchanged exchanged;
        try (code;
                HeldToken word = word(workspace, consent, about)) {
            exchanged = tokens.exchange(consent, code, word);
        }
        return switch (exchanged) {
            case Exchanged.Refused(String why) -> new Judged.Refused(why);
            case Exchanged.Given(HeldToken token) -> {
                try {
                    yield proof.judge(new InstallationProof.Asking(workspace, consent, token), about.installation());
                } finally {
                    tokens.end(consent, token);
                }
            }
        };
    }

    private @Nullable HeldToken word(WorkspaceId workspace, ConsentId consent, About about) {
        return about.isChallenged()
                ? workspaces.within(workspace, () -> claims.promised().word(consent, tokenHost()))
                : null;
    }

    private boolean claimed(ConsentId consent, Judged.Owned owned) {
        IdHash account = keys.idHasher(Workspaces.bound().value()).hash("github.account", owned.account());
        ConnectionId connection = claims.owned().install(owned.installation(), account, SYNC);
        claims.installations().claimed(consent, connection);
        claims.trail()
                .record(new AuditEvent(
                        AuditAction.CONSENT_USED,
                        SYNC,
                        consent.toString(),
                        "the installation was claimed: " + owned.how()));
        InstallationClaimed event = new InstallationClaimed(Workspaces.bound(), connection);
        Workspaces.afterCommit(() -> claims.events().publishEvent(event));
        return true;
    }

    private boolean refused(ConsentId consent, String why) {
        claims.custody().end(consent, why, SYNC);
        claims.trail()
                .record(new AuditEvent(AuditAction.CONSENT_REFUSED, SYNC, consent.toString(), why, Outcome.REFUSED));
        return false;
    }

    /** GitHub's accounts have no names here: nothing but numbers is read of them. */
    @Override
    public List<Named> names(WorkspaceId workspace, ConsentId consent) {
        return List.of();
    }

    /** Nothing of a consent is left that could be ended. */
    @Override
    public boolean end(Farewell farewell) {
        HeldToken token = farewell.token();
        if (token != null) {
            token.close();
        }
        return true;
    }
}
