package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.web.view.IntegrationsPage.Connected;
import dev.mullion.web.view.IntegrationsPage.Tile;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The nine vendors that Mullion is for: those that can be connected, and those that come later. */
enum KnownVendor {
    GITHUB("GitHub", Place.ENGINEERING, "Pull requests and reviews, for cycle time and review load."),
    XERO("Xero", Place.FINANCE, "Invoices and bills, for receivables and spend."),
    STRIPE("Stripe", Place.FINANCE, "Subscriptions, for recurring revenue and its bridge."),
    JIRA("Jira", Place.ENGINEERING, "Issue transitions, for cycle time by status."),
    SLACK("Slack", Place.SKILLS, "Channels the bot is invited to, for skills."),
    GREENHOUSE("Greenhouse", Place.HIRING, "Application stages, for time in stage."),
    ASHBY("Ashby", Place.HIRING, "Application stages, for time in stage."),
    QUICKBOOKS("QuickBooks", Place.FINANCE, "Invoices and bills, for receivables and spend."),
    RAMP("Ramp", Place.FINANCE, "Card spend by category.");

    private final String vendor;
    private final Place domain;
    private final String reads;

    KnownVendor(String vendor, Place domain, String reads) {
        this.vendor = vendor;
        this.domain = domain;
        this.reads = reads;
    }

    static KnownVendor of(Connection connection) {
        return Arrays.stream(values())
                .filter(one -> one.connector().equals(connection.connector()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a connection of no vendor of the catalogue"));
    }

    /** As it is shown. */
    String vendor() {
        return vendor;
    }

    String connector() {
        return name().toLowerCase(Locale.ROOT);
    }

    Tile tile(Connected connected) {
        return new Tile(vendor, domain, reads, connected, null, null);
    }

    /** One that has no connector yet. */
    Tile later() {
        return new Tile(vendor, domain, reads, null, "Arrives in a later version.", null);
    }

    /**
     * One that a person with {@code settings:manage} connects on a page.
     *
     * @param isConnected whether an account of it is there already
     */
    Tile tile(Visit visit, boolean isConnected) {
        return new Tile(vendor, domain, reads, null, null, connect(visit, isConnected));
    }

    private @Nullable Link connect(Visit visit, boolean isConnected) {
        return visit.access().allows(ConnectionChanges.MANAGE)
                ? new Link(
                        (isConnected ? "Connect another " : "Connect ") + vendor,
                        visit.href(Place.INTEGRATIONS) + "/connect/" + connector())
                : null;
    }
}
