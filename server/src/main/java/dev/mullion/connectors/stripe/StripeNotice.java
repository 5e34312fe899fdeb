package dev.mullion.connectors.stripe;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.util.List;
import java.util.Objects;

/**
 * What Stripe sends to a webhook, which is taken for a notice that something changed: both styles of event, the one
 * with a body of the release that the endpoint was made with, and the thin one that has none. What changed is read with
 * the key then.
 */
public final class StripeNotice {

    private static final AllowList LIST;
    private static final Slot<String> ID;
    private static final Slot<String> TYPE;
    private static final Slot<Boolean> LIVE;

    static {
        AllowList.Builder allow = AllowList.builder();
        ID = allow.idText("id", 255);
        TYPE = allow.text("type", Kind.STAGE, 60);
        LIVE = allow.flag("livemode");
        LIST = allow.build(new Parsers(List.of(
                "id", "object", "api_version", "created", "data", "livemode", "pending_webhooks", "request", "type")));
    }

    private StripeNotice() {}

    /** What a verified body says. */
    public sealed interface Said {

        /**
         * An event.
         *
         * @param id of the event, the same at each repetition
         * @param isChange whether it is of a kind that something is read after
         */
        record Event(String id, String type, boolean live, boolean isChange) implements Said {}

        /** It is no event of Stripe's. */
        record Unreadable(String path, String expected) implements Said {}
    }

    /** Never throws for any bytes. */
    public static Said read(byte[] body, int length) {
        return LIST.read(body, length, StripeNotice::event, Said.Unreadable::new);
    }

    private static Said event(Reading reading) {
        String type = reading.require(TYPE);
        if (!type.matches("[a-z0-9_.]{1,60}")) {
            return new Said.Unreadable("type", "a word of Stripe's");
        }
        return new Said.Event(
                reading.require(ID), type, Objects.requireNonNullElse(reading.get(LIVE), false), isChange(type));
    }

    /** The thin style puts a version before the same names. */
    private static boolean isChange(String type) {
        String plain = type.replaceFirst("^v[0-9]\\.", "");
        return plain.startsWith("customer.subscription.") || plain.startsWith("customer.discount.");
    }

    static List<KeptPath> kept() {
        return LIST.paths();
    }
}
