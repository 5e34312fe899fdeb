package dev.mullion.ingest;

import dev.mullion.connectors.HookRoutes;
import dev.mullion.connectors.HookRoutes.Target;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.xero.XeroEvents;
import dev.mullion.connectors.xero.XeroEvents.Event;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.limits.RateLimits;
import dev.mullion.settings.Settings;
import dev.mullion.settings.XeroApp;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies a delivery of Xero, and has the organisations read that it names. It holds no amounts, so nothing of it is
 * kept but that it came. The scheme has no time in it: what is sent again is met by what it says, and changes nothing.
 */
@Component
class XeroHooks {

    private final HookRoutes routes;
    private final XeroEvents events;
    private final Syncs syncs;
    private final Ingest ingest;
    private final Strays strays;
    private final Clock clock;
    private final Optional<byte[]> key;

    XeroHooks(
            HookRoutes routes,
            XeroEvents events,
            Syncs syncs,
            Ingest ingest,
            Strays strays,
            Clock clock,
            Settings settings) {
        this.routes = routes;
        this.events = events;
        this.syncs = syncs;
        this.ingest = ingest;
        this.strays = strays;
        this.clock = clock;
        this.key = settings.xeroApp().flatMap(XeroApp::webhookKey).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is answered. */
    enum Taken {
        TAKEN,
        UNSIGNED,
        /** It is to be sent again. */
        LATER
    }

    Taken take(@Nullable String signature, Body body, RateLimits limits) {
        if (signature == null || !holds(signature, body)) {
            strays.refusedWithoutWorkspace("xero");
            return Taken.UNSIGNED;
        }
        // What Xero signed and nobody can read will not be better the next time.
        List<Event> said = events.events(body.bytes(), body.length()).orElse(List.of());
        Set<Target> changed = new HashSet<>();
        boolean isCounted = false;
        for (Event event : said) {
            Optional<Target> target = routes.ofAccount("xero", event.tenant());
            if (target.isEmpty()) {
                strays.unclaimed("xero");
                continue;
            }
            if (!hasRoom(target.get(), limits) || !counted(target.get(), event, isCounted ? 0 : body.length())) {
                return Taken.LATER;
            }
            isCounted = true;
            if (event.category().isRead()) {
                changed.add(target.get());
            }
        }
        changed.forEach(target -> syncs.changed(target.workspace(), target.connection()));
        return Taken.TAKEN;
    }

    private static boolean hasRoom(Target target, RateLimits limits) {
        return limits.take(RateLimits.Kind.HOOK, target.connection().toString()) instanceof RateLimits.Taken
                && limits.take(RateLimits.Kind.HOOK, target.workspace().toString()) instanceof RateLimits.Taken;
    }

    /** The bytes of a delivery are counted once, however many events it holds. */
    private boolean counted(Target target, Event event, int bytes) {
        try {
            ingest.take(
                    target.workspace(),
                    new Delivery(
                            target.connection(),
                            event.id(),
                            event.category().name().toLowerCase(Locale.ROOT),
                            bytes,
                            new Projected.Ignored(event.action()),
                            clock.instant()));
            return true;
        } catch (Ingest.Overloaded _) {
            return false;
        }
    }

    /** Base64 of the HMAC-SHA256 of the raw body, compared in time that does not depend on where they differ. */
    private boolean holds(String signature, Body body) {
        return key.filter(secret -> MessageDigest.isEqual(
                        mac(secret, body.bytes(), body.length()), signature.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    static byte[] mac(byte[] secret, byte[] body, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(body, 0, length);
            return Base64.getEncoder().encode(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256 and takes any key that is not empty", e);
        }
    }
}
