package dev.mullion.ingest;

import dev.mullion.connectors.HookRoutes;
import dev.mullion.connectors.HookRoutes.Target;
import dev.mullion.connectors.HookSecrets;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.stripe.StripeNotice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stripe's deliveries. Each connection has an address of its own, and one secret or two that Stripe made. */
@Component
class StripeHooks implements VendorHooks {

    private static final String CONNECTOR = "stripe";

    private final HookRoutes routes;
    private final HookSecrets secrets;
    private final Strays strays;
    private final Clock clock;

    StripeHooks(HookRoutes routes, HookSecrets secrets, Strays strays, Clock clock) {
        this.routes = routes;
        this.secrets = secrets;
        this.strays = strays;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return CONNECTOR;
    }

    @Override
    public boolean hasCommonAddress() {
        return false;
    }

    @Override
    public boolean isKnown(String hookKey) {
        return routes.ofHook(hookKey).isPresent();
    }

    @Override
    public Verified verify(@Nullable String hookKey, Headers headers, Body body) {
        Optional<Target> endpoint = Optional.ofNullable(hookKey).flatMap(routes::ofHook);
        Optional<Target> verified = StripeSignature.parse(headers.get("Stripe-Signature"))
                .filter(signature -> signature.isOf(clock.instant()))
                .flatMap(signature -> endpoint.filter(target -> holds(target, signature, body)));
        if (verified.isEmpty()) {
            endpoint.ifPresentOrElse(
                    target -> strays.refused(target, body.length()), () -> strays.refusedWithoutWorkspace(CONNECTOR));
            return new Verified.Unverified();
        }
        return read(verified.get(), body);
    }

    private boolean holds(Target target, StripeSignature signature, Body body) {
        return secrets.any(
                target, secret -> secret.expose(bytes -> signature.verifies(bytes, body.bytes(), body.length())));
    }

    private Verified read(Target target, Body body) {
        return switch (StripeNotice.read(body.bytes(), body.length())) {
            case StripeNotice.Said.Unreadable(String path, String expected) ->
                new Verified.Malformed("an event of Stripe's with " + expected + " at " + path);
            case StripeNotice.Said.Event event -> {
                Projected said = event.isChange() ? new Projected.Told("") : new Projected.Ignored("");
                yield Verified.ready(
                        target,
                        new Delivery(
                                target.connection(),
                                delivery(event.id()),
                                event.type(),
                                body.length(),
                                said,
                                clock.instant()));
            }
        };
    }

    /** Stripe's ids are texts. The same event sent again has the same, and so this. */
    private static UUID delivery(String event) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(event.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
