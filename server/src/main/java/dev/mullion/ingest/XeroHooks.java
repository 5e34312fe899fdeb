package dev.mullion.ingest;

import dev.mullion.connectors.HookRoutes;
import dev.mullion.connectors.HookRoutes.Target;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.xero.XeroEvents;
import dev.mullion.connectors.xero.XeroEvents.Event;
import dev.mullion.settings.Settings;
import dev.mullion.settings.WebhookSecret;
import dev.mullion.settings.XeroApp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Xero's deliveries: one address and one key for all, and events of many organisations in one body, none of which holds
 * an amount. Xero wants its answers without a body: 200 for what it signed, 401 for what it did not (it sends both to
 * see whether somebody looks), and sends again whatever is answered otherwise, for a day.
 */
@Component
class XeroHooks implements VendorHooks {

    private static final String CONNECTOR = "xero";

    private final HookRoutes routes;
    private final XeroEvents events;
    private final Strays strays;
    private final Clock clock;
    private final WebhookSecret key;

    XeroHooks(HookRoutes routes, XeroEvents events, Strays strays, Clock clock, Settings settings) {
        this.routes = routes;
        this.events = events;
        this.strays = strays;
        this.clock = clock;
        this.key = settings.xeroApp().map(XeroApp::webhookKey).orElse(WebhookSecret.NONE);
    }

    @Override
    public String connector() {
        return CONNECTOR;
    }

    @Override
    public boolean hasCommonAddress() {
        return true;
    }

    @Override
    public boolean isAnsweredInSilence() {
        return true;
    }

    /** No connection has an address of its own. */
    @Override
    public boolean isKnown(String hookKey) {
        return false;
    }

    @Override
    public Verified verify(@Nullable String hookKey, Headers headers, Body body) {
        XeroSignature signature = XeroSignature.of(headers.get("x-xero-signature"));
        if (!key.signed(secret -> signature.verifies(secret, body.bytes(), body.length()))) {
            strays.refusedWithoutWorkspace(CONNECTOR);
            return new Verified.Unverified();
        }
        List<Verified.Addressed> deliveries = new ArrayList<>();
        // What Xero signed and nobody can read will not be better the next time.
        for (Event event : events.events(body.bytes(), body.length()).orElse(List.of())) {
            routes.ofAccount(CONNECTOR, event.tenant())
                    .ifPresentOrElse(
                            target ->
                                    deliveries.add(addressed(target, event, deliveries.isEmpty() ? body.length() : 0)),
                            () -> strays.unclaimed(CONNECTOR));
        }
        return new Verified.Ready(deliveries);
    }

    /** The bytes of a body are counted once, however many events it holds. */
    private Verified.Addressed addressed(Target target, Event event, int bytes) {
        return new Verified.Addressed(
                target,
                new Delivery(
                        target.connection(),
                        event.id(),
                        event.category().name().toLowerCase(Locale.ROOT),
                        bytes,
                        event.category().isRead()
                                ? new Projected.Told(event.action())
                                : new Projected.Ignored(event.action()),
                        clock.instant()));
    }
}
