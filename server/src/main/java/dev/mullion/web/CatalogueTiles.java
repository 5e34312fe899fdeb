package dev.mullion.web;

import dev.mullion.connectors.Manifest.Domain;
import dev.mullion.connectors.catalogue.Catalogue.Entry;
import dev.mullion.connectors.catalogue.Catalogue.State;
import dev.mullion.connectors.catalogue.KnownVendor;
import dev.mullion.web.view.IntegrationsPage.Connected;
import dev.mullion.web.view.IntegrationsPage.Tile;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import org.jspecify.annotations.Nullable;

/** The vendors of the catalogue as tiles. */
final class CatalogueTiles {

    private CatalogueTiles() {}

    static Tile of(KnownVendor vendor, Connected connected) {
        return new Tile(vendor.vendor(), place(vendor.domain()), vendor.reads(), connected, null, null);
    }

    /** One that a person with {@code settings:manage} connects on a page, or that has no connector yet. */
    static Tile of(Visit visit, Entry entry) {
        KnownVendor vendor = entry.vendor();
        boolean isComing = entry.state() == State.COMING;
        return new Tile(
                vendor.vendor(),
                place(vendor.domain()),
                vendor.reads(),
                null,
                isComing ? "Arrives in a later version." : null,
                isComing ? null : connect(visit, entry));
    }

    private static @Nullable Link connect(Visit visit, Entry entry) {
        return visit.access().allows(ConnectionChanges.MANAGE)
                ? new Link(
                        (entry.connections() > 0 ? "Connect another " : "Connect ")
                                + entry.vendor().vendor(),
                        visit.href(Place.INTEGRATIONS) + "/connect/"
                                + entry.vendor().connector())
                : null;
    }

    private static Place place(Domain domain) {
        return switch (domain) {
            case FINANCE -> Place.FINANCE;
            case HIRING -> Place.HIRING;
            case ENGINEERING -> Place.ENGINEERING;
            case SKILLS -> Place.SKILLS;
        };
    }
}
