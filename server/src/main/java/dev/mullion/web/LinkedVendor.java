package dev.mullion.web;

import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.stripe.StripeManifest;
import dev.mullion.connectors.xero.XeroManifest;
import dev.mullion.identity.NotHere;
import java.util.Arrays;
import java.util.function.Supplier;

/** The vendors that can be connected by a link: those that a person connects on a page. */
enum LinkedVendor {
    STRIPE(StripeManifest::manifest),
    XERO(XeroManifest::manifest);

    private final Supplier<Manifest> manifest;

    LinkedVendor(Supplier<Manifest> manifest) {
        this.manifest = manifest;
    }

    /** @throws NotHere for what is none of them */
    static LinkedVendor of(String connector) {
        return Arrays.stream(values())
                .filter(one -> one.connector().equals(connector))
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    String connector() {
        return switch (this) {
            case STRIPE -> "stripe";
            case XERO -> "xero";
        };
    }

    Manifest manifest() {
        return manifest.get();
    }
}
