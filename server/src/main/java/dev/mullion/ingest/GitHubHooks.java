package dev.mullion.ingest;

import dev.mullion.connectors.HookRoutes;
import dev.mullion.connectors.HookRoutes.Target;
import dev.mullion.connectors.HookSecrets;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.github.GitHubProjection;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.Settings;
import dev.mullion.settings.WebhookSecret;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies a delivery of GitHub, finds its workspace and reduces it. The order is the defence: nothing is read before
 * it is verified.
 */
@Component
class GitHubHooks implements VendorHooks {

    private static final String CONNECTOR = "github";

    private final HookRoutes routes;
    private final HookSecrets secrets;
    private final GitHubProjection projection;
    private final KeyRing keys;
    private final Strays strays;
    private final Clock clock;
    private final WebhookSecret appSecret;

    GitHubHooks(
            HookRoutes routes,
            HookSecrets secrets,
            GitHubProjection projection,
            KeyRing keys,
            Strays strays,
            Clock clock,
            Settings settings) {
        this.routes = routes;
        this.secrets = secrets;
        this.projection = projection;
        this.keys = keys;
        this.strays = strays;
        this.clock = clock;
        this.appSecret = settings.githubApp().map(GithubApp::webhookSecret).orElse(WebhookSecret.NONE);
    }

    private record Claim(
            @Nullable String hookKey,
            @Nullable String signature,
            @Nullable String event,
            @Nullable String delivery) {}

    @Override
    public String connector() {
        return CONNECTOR;
    }

    /** That of the operator's App. */
    @Override
    public boolean hasCommonAddress() {
        return true;
    }

    @Override
    public boolean isKnown(String hookKey) {
        return routes.ofHook(hookKey).isPresent();
    }

    @Override
    public Verified verify(@Nullable String hookKey, Headers headers, Body body) {
        return verify(
                new Claim(
                        hookKey,
                        headers.get("X-Hub-Signature-256"),
                        headers.get("X-GitHub-Event"),
                        headers.get("X-GitHub-Delivery")),
                body);
    }

    private Verified verify(Claim claim, Body body) {
        Optional<Target> endpoint = Optional.ofNullable(claim.hookKey()).flatMap(routes::ofHook);
        boolean holds = Signature.parse(claim.signature())
                .filter(signature -> claim.hookKey() == null
                        ? isOfTheApp(signature, body)
                        : endpoint.filter(target -> isOf(target, signature, body))
                                .isPresent())
                .isPresent();
        if (!holds) {
            endpoint.ifPresentOrElse(
                    target -> strays.refused(target, body.length()), () -> strays.refusedWithoutWorkspace(CONNECTOR));
            return new Verified.Unverified();
        }
        return endpoint.or(() -> owner(body))
                .map(target -> read(target, claim, body))
                .orElseGet(() -> {
                    strays.unclaimed(CONNECTOR);
                    return new Verified.Unclaimed();
                });
    }

    private Verified read(Target target, Claim claim, Body body) {
        UUID id = deliveryId(claim.delivery());
        String event = claim.event();
        if (id == null || event == null || !event.matches("[a-z_]{1,60}")) {
            return new Verified.Malformed("the headers X-GitHub-Event and X-GitHub-Delivery name an event and a GUID");
        }
        // What an App is told of its own installation means nothing at an endpoint: it is not even read.
        boolean isOfAnApp = event.startsWith("installation");
        Projected projected = isOfAnApp && claim.hookKey() != null
                ? new Projected.Ignored("")
                : projection.project(
                        event,
                        body.bytes(),
                        body.length(),
                        keys.idHasher(target.workspace().value()));
        return Verified.ready(
                target, new Delivery(target.connection(), id, event, body.length(), projected, clock.instant()));
    }

    /** One URL for all: the tenant is what the verified body says, never a header or a path. */
    private Optional<Target> owner(Body body) {
        OptionalLong installation = projection.installation(body.bytes(), body.length());
        return installation.isPresent() ? routes.ofInstallation("github", installation.getAsLong()) : Optional.empty();
    }

    private boolean isOfTheApp(Signature signature, Body body) {
        return appSecret.signed(secret -> signature.verifies(secret, body.bytes(), body.length()));
    }

    private boolean isOf(Target target, Signature signature, Body body) {
        return secrets.open(
                        target,
                        secret -> secret.expose(bytes -> signature.verifies(bytes, body.bytes(), body.length())))
                .orElse(false);
    }

    private static @Nullable UUID deliveryId(@Nullable String text) {
        return text != null && text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? UUID.fromString(text)
                : null;
    }
}
