package dev.mullion.web;

import static dev.mullion.web.Company.WORDING;
import static dev.mullion.web.Company.ago;

import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.Deliveries;
import dev.mullion.web.view.IntegrationsPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.Pulls;
import dev.mullion.web.view.RunPage;
import dev.mullion.web.view.Upkeep;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Confirmation;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.StateWord;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Integrations and one connection: connected, disconnected, none, a person who may not change anything. */
final class ConnectionStories {

    private static final String W = "/w/sample";
    private static final Freshness FRESH = Freshness.fresh(ago(Duration.ofSeconds(8)));
    private static final Freshness GONE = Freshness.disconnected(ago(Duration.ofDays(3)));

    private static final Progress READING = new Progress(
            "Reading GitHub",
            3,
            6L,
            "3 of 6 repositories",
            "48,210 objects, newest first",
            "about 2 min left at this pace");
    private static final Upkeep UPKEEP = new Upkeep(
            List.of(new Upkeep.Secret("Token minted", ago(Duration.ofMinutes(12)))),
            ago(Duration.ofMinutes(-4)),
            List.of(
                    "4,812 of 5,000 points of GraphQL left until 14:00 UTC",
                    "4,990 of 5,000 requests left until 14:12 UTC"));
    private static final String COVERAGE =
            "4 of 6 repositories were read to their end: 48210 objects on 965 pages. What changed from 2025-01-03 08:12 UTC to"
                    + " 2026-11-05T09:12:44Z was on them. Not read, 2: GitHub does not show this repository to the"
                    + " installation.";

    private ConnectionStories() {}

    static Stream<Story> all() {
        return Stream.of(
                new Story(
                        "integrations",
                        "integrations/page",
                        integrations(StateWord.active("Connected"), FRESH, "larkfield")),
                new Story(
                        "integrations-hostile",
                        "integrations/page",
                        integrations(StateWord.waits("Disconnected"), GONE, Company.HOSTILE)),
                new Story("integrations-empty", "integrations/page", noIntegrations()),
                new Story("connection", "integrations/connection", connection(FRESH, true)),
                new Story("connection-part", "integrations/connection-refresh", connection(FRESH, true)),
                new Story("connection-disconnected", "integrations/connection", connection(GONE, false)),
                new Story("run-live", "integrations/run", run(true, Company.HOSTILE)),
                new Story("run-part", "integrations/run-refresh", run(true, "larkfield")),
                new Story("run-stopping", "integrations/run", stopping()),
                new Story("run-over", "integrations/run", run(false, Company.HOSTILE)));
    }

    private static IntegrationsPage integrations(StateWord state, Freshness freshness, String label) {
        IntegrationsPage.Connected connected = new IntegrationsPage.Connected(
                label, W + "/integrations/con_1", state, freshness, Company.deliveries(), null, UPKEEP);
        IntegrationsPage.Connected read = new IntegrationsPage.Connected(
                "organisation 4f2a",
                W + "/integrations/con_2",
                state,
                freshness,
                Company.deliveries(),
                new IntegrationsPage.LastRun(
                        StateWord.waits("In part"),
                        "1,204",
                        "17",
                        "4 of 5 parts were read to their end. Not read, 1: " + Company.HOSTILE,
                        Receipt.of(WORDING, 4_100_000, 120_000, null)),
                new Upkeep(
                        List.of(
                                new Upkeep.Secret("Consent given", ago(Duration.ofDays(9))),
                                new Upkeep.Secret("Token renewed", ago(Duration.ofMinutes(21)))),
                        null,
                        List.of()));
        return new IntegrationsPage(
                Company.frame("Integrations", Place.INTEGRATIONS),
                W + "/integrations/live",
                Stream.concat(
                                Stream.of(
                                        new IntegrationsPage.Tile(
                                                "GitHub",
                                                Place.ENGINEERING,
                                                "Pull requests and reviews.",
                                                connected,
                                                null),
                                        new IntegrationsPage.Tile(
                                                "Xero", Place.FINANCE, "Invoices and bills.", read, null)),
                                arrivingTiles())
                        .toList(),
                null);
    }

    private static Stream<IntegrationsPage.Tile> arrivingTiles() {
        return Stream.of(
                new IntegrationsPage.Tile(
                        "Jira",
                        Place.ENGINEERING,
                        "Issue transitions, for cycle time by status.",
                        null,
                        "Arrives in a later version."),
                new IntegrationsPage.Tile(
                        "Slack",
                        Place.SKILLS,
                        "Channels the bot is invited to, for skills.",
                        null,
                        "Arrives in a later version."),
                new IntegrationsPage.Tile(
                        "Greenhouse",
                        Place.HIRING,
                        "Application stages, for time in stage.",
                        null,
                        "Arrives in a later version."),
                new IntegrationsPage.Tile(
                        "Xero",
                        Place.FINANCE,
                        "Invoices and bills, for receivables.",
                        null,
                        "Arrives in a later version."),
                new IntegrationsPage.Tile(
                        "Stripe",
                        Place.FINANCE,
                        "Subscriptions, for recurring revenue.",
                        null,
                        "Arrives in a later version."),
                new IntegrationsPage.Tile(
                        "Ramp", Place.FINANCE, "Card spend by category.", null, "Arrives in a later version."));
    }

    private static IntegrationsPage noIntegrations() {
        return new IntegrationsPage(
                Company.frame("Integrations", Place.INTEGRATIONS),
                W + "/integrations/live",
                arrivingTiles().toList(),
                new EmptyState(
                        "Nothing is connected.",
                        "Who may manage settings connects GitHub, Stripe or Xero below.",
                        null));
    }

    static ConnectionPage connection(Freshness freshness, boolean manages) {
        return new ConnectionPage(
                Company.frame("GitHub", Place.INTEGRATIONS),
                new Link("Integrations", W + "/integrations"),
                "GitHub",
                "larkfield",
                manifest(),
                new ConnectionPage.Live(
                        W + "/integrations/con_1/live",
                        manages ? StateWord.active("Connected") : StateWord.waits("Disconnected"),
                        manages ? null : "The installation was removed at GitHub.",
                        freshness,
                        manages
                                ? Company.deliveries()
                                : new Deliveries("0", "0", "0", "0", Receipt.of(WORDING, 0, 0, null), null),
                        Bars.of(perHour(manages)),
                        pulls(manages),
                        null,
                        manages ? UPKEEP : null,
                        Company.CSRF),
                manages ? new Link("Paste a key or a webhook secret", W + "/integrations/con_1/secret") : null,
                manages
                        ? new ConnectionPage.LabelSwitch(
                                W + "/integrations/con_1/labels", true, "12 labels of repositories are kept")
                        : null,
                manages
                        ? new Confirmation(
                                "disconnect",
                                "Disconnect GitHub",
                                W + "/integrations/con_1/disconnect",
                                List.of(
                                        "The webhook secret is destroyed",
                                        "48,210 deliveries' receipts and all facts stay"),
                                null,
                                Company.CSRF)
                        : null);
    }

    private static Pulls pulls(boolean live) {
        return new Pulls(
                live ? StateWord.active("Reading") : StateWord.waits("In part"),
                COVERAGE,
                live ? READING : null,
                live ? null : ago(Duration.ofMinutes(-12)),
                live ? null : W + "/integrations/con_1/sync",
                null,
                Facts.whole(
                        "Runs",
                        List.of(
                                Facts.Column.of("Begun"),
                                Facts.Column.of("State"),
                                Facts.Column.numeric("Objects"),
                                Facts.Column.of("Receipt")),
                        List.of(Facts.Row.of(
                                Cell.link(new Link("3 min ago", W + "/integrations/con_1/runs/run_1")),
                                Cell.state(StateWord.refused("Failed")),
                                Cell.count("48,210"),
                                Cell.text("read 41 MB, kept 1.2 MB, raw kept 0")))));
    }

    private static RunPage run(boolean live, String label) {
        return new RunPage(
                Company.frame("Run of GitHub", Place.INTEGRATIONS),
                new Link("GitHub, " + label, W + "/integrations/con_1"),
                new RunPage.Live(
                        W + "/integrations/con_1/runs/run_1/live",
                        "GitHub",
                        live ? StateWord.active("Reading") : StateWord.waits("In part"),
                        COVERAGE,
                        live ? READING : null,
                        Receipt.of(WORDING, 41_000_000, 1_200_000, null),
                        List.of(
                                new RunPage.Detail("Run", Cell.code("run_019a4d2e-7c11-7bb2-9a3e-5d1f00c2a7e4")),
                                new RunPage.Detail("Begun", Cell.moment(ago(Duration.ofMinutes(3)))),
                                new RunPage.Detail("Took", Cell.nothing()),
                                new RunPage.Detail("Requests", Cell.count("1,004")),
                                new RunPage.Detail("Of them repeated", Cell.count("12")),
                                new RunPage.Detail("Budget", Cell.text(String.join("; ", UPKEEP.left()))),
                                new RunPage.Detail("Pages", Cell.count("965"))),
                        live ? W + "/integrations/con_1/runs/run_1/stop" : null,
                        null,
                        live ? null : W + "/integrations/con_1/sync",
                        Company.CSRF));
    }

    /** Somebody asked it to stop, and it has not come to the end of its page. */
    private static RunPage stopping() {
        RunPage plain = run(true, "larkfield");
        RunPage.Live live = plain.live();
        return new RunPage(
                plain.frame(),
                plain.up(),
                new RunPage.Live(
                        live.href(),
                        live.vendor(),
                        live.state(),
                        live.coverage(),
                        live.progress(),
                        live.receipt(),
                        live.details(),
                        null,
                        "Stopping after this page, as was asked for just now. What was read stays.",
                        null,
                        live.csrf()));
    }

    static ConnectionPage.Manifest manifest() {
        return new ConnectionPage.Manifest(
                List.of(
                        new ConnectionPage.Scope(
                                "metadata:read",
                                "which repositories there are; GitHub always grants it",
                                StateWord.quiet("Granted"),
                                "last used by a run 3 min ago"),
                        new ConnectionPage.Scope(
                                "pull_requests:read",
                                "states and times of pull requests and reviews",
                                StateWord.waits("Not granted"),
                                "not used yet"),
                        new ConnectionPage.Scope(
                                "contents:read",
                                "only for pushes, as they happen; what is read by pull needs none of it",
                                null,
                                null)),
                List.of(
                        "Webhook deliveries, in memory, for the length of one request",
                        "Of each body only the paths that become a fact; the rest is skipped unread"),
                List.of(
                        "Ids, numbers, states and times of pull requests and reviews",
                        "Counts: lines, files, commits, comments",
                        "People as keyed hashes",
                        "Names of repositories, until labels are turned off"),
                List.of(
                        "Titles, texts, comments, commit messages",
                        "Names, logins, e-mail addresses, pictures",
                        "Code, diffs, file names, branch names",
                        "Addresses (URLs), the token"),
                Facts.whole(
                        "An example of what is stored",
                        List.of(Facts.Column.of("Field"), Facts.Column.of("Value")),
                        List.of(
                                Facts.Row.of(Cell.text("repository"), Cell.code("118000123")),
                                Facts.Row.of(Cell.text("number"), Cell.code("41")),
                                Facts.Row.of(Cell.text("state"), Cell.code("MERGED")),
                                Facts.Row.of(Cell.text("author"), Cell.code("p_7f31c2 (keyed hash)")),
                                Facts.Row.of(Cell.text("merged at"), Cell.code("2026-11-04T09:12:44Z")))));
    }

    private static Plot perHour(boolean any) {
        List<Plot.Slot> slots = IntStream.range(0, 24)
                .mapToObj(hour -> {
                    int value = any ? 12 + hour * 7919 % 140 : 0;
                    return new Plot.Slot(
                            hour + ":00",
                            hour % 6 == 0 ? hour + ":00" : null,
                            hour == 23,
                            List.of(new Plot.Part(value, WORDING.count(value))));
                })
                .toList();
        return new Plot(
                "per-hour",
                "Deliveries an hour",
                any ? "1,804 in the last 24 hours." : "None in the last 24 hours.",
                "Hour",
                "",
                List.of(new Plot.Key("Deliveries", "engineering")),
                slots);
    }
}
