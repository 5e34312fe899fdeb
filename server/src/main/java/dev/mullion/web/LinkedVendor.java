package dev.mullion.web;

import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.github.GitHubManifest;
import dev.mullion.connectors.stripe.StripeManifest;
import dev.mullion.connectors.xero.XeroManifest;
import dev.mullion.identity.NotHere;
import java.util.Arrays;

/** The vendors that can be connected by a link: those that a person connects on a page. */
enum LinkedVendor {
    GITHUB,
    STRIPE,
    XERO;

    /** @throws NotHere for what is none of them */
    static LinkedVendor of(String connector) {
        return Arrays.stream(values())
                .filter(one -> one.connector().equals(connector))
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    String connector() {
        return switch (this) {
            case GITHUB -> "github";
            case STRIPE -> "stripe";
            case XERO -> "xero";
        };
    }

    Manifest manifest() {
        return switch (this) {
            case GITHUB -> GitHubManifest.manifest();
            case STRIPE -> StripeManifest.manifest();
            case XERO -> XeroManifest.manifest();
        };
    }
}
