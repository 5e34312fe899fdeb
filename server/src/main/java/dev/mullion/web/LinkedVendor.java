package dev.mullion.web;

import dev.mullion.connectors.Manifest;

/** A vendor that a person connects on a page, or the owner of an account by a link. */
record LinkedVendor(String connector, Manifest manifest) {

    /** As it is shown. */
    String name() {
        return manifest.vendor();
    }
}
