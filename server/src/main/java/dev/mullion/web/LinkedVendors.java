package dev.mullion.web;

import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.consent.LinkedConnectors;
import dev.mullion.identity.NotHere;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The vendors that are connected on a page, by a key or a consent. */
@Component
class LinkedVendors {

    private final LinkedConnectors linked;
    private final Manifests manifests;

    LinkedVendors(LinkedConnectors linked, Manifests manifests) {
        this.linked = linked;
        this.manifests = manifests;
    }

    boolean has(String connector) {
        return linked.names().contains(connector);
    }

    /** @throws NotHere for what is none of them */
    LinkedVendor of(String connector) {
        return Optional.ofNullable(manifests.byConnector().get(connector))
                .filter(_ -> has(connector))
                .map(manifest -> new LinkedVendor(connector, manifest))
                .orElseThrow(NotHere::new);
    }
}
