package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.PastedKind;
import dev.mullion.web.view.KeyPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pages on which something is pasted, in the words of the vendor that it is of. */
@Component
class KeyStory {

    private final LinkedVendors vendors;
    private final OwnerLinkStory links;
    private final WebhookStory webhooks;

    KeyStory(LinkedVendors vendors, OwnerLinkStory links, WebhookStory webhooks) {
        this.vendors = vendors;
        this.links = links;
        this.webhooks = webhooks;
    }

    /** Where a vendor is connected. */
    KeyPage connect(Visit visit, PastedKeys keys, @Nullable String fault) {
        String at = visit.href(Place.INTEGRATIONS);
        LinkedVendor vendor = vendors.of(keys.connector());
        return new KeyPage(
                visit.still("Connect " + vendor.name(), Place.INTEGRATIONS),
                new Link("Integrations", at),
                "Connect " + vendor.name() + " by a key",
                List.of(first(at + "/connect/" + keys.connector(), keys, vendor)),
                fault,
                ConnectionStory.manifest(vendor.manifest()),
                vendor.manifest().neverAsks(),
                vendor.name(),
                links.of(visit, vendor, new OwnerLinkStory.Wish.None()),
                null);
    }

    /** The field of the first key. */
    static KeyPage.Form first(String action, PastedKeys keys, LinkedVendor vendor) {
        PastedKind key = keys.kinds().getFirst();
        return new KeyPage.Form(action, "", key.label(), key.hint(), "Connect " + vendor.name());
    }

    /** Where a connection that is here gets another key, and what else its vendor has pasted. */
    KeyPage another(Visit visit, Connection connection, PastedKeys keys, @Nullable String fault) {
        String at = visit.href(Place.INTEGRATIONS) + "/" + connection.id();
        LinkedVendor vendor = vendors.of(keys.connector());
        return new KeyPage(
                visit.still("Keys of " + vendor.name(), Place.INTEGRATIONS),
                new Link(connection.label(), at),
                keys.kinds().size() == 1
                        ? "Paste another key"
                        : "Paste another key, or the secret of a webhook endpoint",
                keys.kinds().stream()
                        .map(kind -> another(at + "/secret", kind, vendor))
                        .toList(),
                fault,
                ConnectionStory.manifest(vendor.manifest()),
                vendor.manifest().neverAsks(),
                vendor.name(),
                null,
                webhooks.of(visit, connection));
    }

    private static KeyPage.Form another(String action, PastedKind kind, LinkedVendor vendor) {
        String hint = kind.isKey()
                ? "takes the place of the one that is used when " + vendor.name() + " accepts it; " + kind.hint()
                : kind.hint();
        return new KeyPage.Form(action, kind.word(), kind.label(), hint, kind.submit());
    }
}
