package dev.mullion.connectors.catalogue;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Manifest.Domain;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The nine vendors that Mullion is for: those that can be connected, and those that come later. */
public enum KnownVendor {
    GITHUB("GitHub", Domain.ENGINEERING, "Pull requests and reviews, for cycle time and review load."),
    XERO("Xero", Domain.FINANCE, "Invoices and bills, for receivables and spend."),
    STRIPE("Stripe", Domain.FINANCE, "Subscriptions, for recurring revenue and its bridge."),
    JIRA("Jira", Domain.ENGINEERING, "Issue transitions, for cycle time by status."),
    SLACK("Slack", Domain.SKILLS, "Channels the bot is invited to, for skills."),
    GREENHOUSE("Greenhouse", Domain.HIRING, "Application stages, for time in stage."),
    ASHBY("Ashby", Domain.HIRING, "Application stages, for time in stage."),
    QUICKBOOKS("QuickBooks", Domain.FINANCE, "Invoices and bills, for receivables and spend."),
    RAMP("Ramp", Domain.FINANCE, "Card spend by category.");

    private final String vendor;
    private final Domain domain;
    private final String reads;

    KnownVendor(String vendor, Domain domain, String reads) {
        this.vendor = vendor;
        this.domain = domain;
        this.reads = reads;
    }

    /** The one of a connector's name; empty: it is none of the nine. */
    public static Optional<KnownVendor> named(String connector) {
        return Arrays.stream(values())
                .filter(one -> one.connector().equals(connector))
                .findFirst();
    }

    public static KnownVendor of(Connection connection) {
        return named(connection.connector())
                .orElseThrow(() -> new IllegalStateException("a connection of no vendor of the catalogue"));
    }

    /** As it is shown. */
    public String vendor() {
        return vendor;
    }

    public String connector() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whose numbers it is for. */
    public Domain domain() {
        return domain;
    }

    /** What it is for, in one sentence. */
    public String reads() {
        return reads;
    }
}
