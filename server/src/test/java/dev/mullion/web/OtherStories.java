package dev.mullion.web;

import static dev.mullion.web.Company.WORDING;
import static dev.mullion.web.Company.ago;

import dev.mullion.web.view.AuditPage;
import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.Deliveries;
import dev.mullion.web.view.Frame;
import dev.mullion.web.view.HomePage;
import dev.mullion.web.view.IntegrationsPage;
import dev.mullion.web.view.LinkPage;
import dev.mullion.web.view.MembersPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.ProblemPage;
import dev.mullion.web.view.SetupPage;
import dev.mullion.web.view.SignedOutPage;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Confirmation;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.Severity;
import dev.mullion.web.view.part.StateWord;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every page but Engineering, in its situations. */
final class OtherStories {

    private static final String W = "/w/sample";
    private static final Freshness FRESH = Freshness.fresh(ago(Duration.ofSeconds(8)));
    private static final Freshness GONE = Freshness.disconnected(ago(Duration.ofDays(3)));
    private static final Link PULL_REQUESTS = new Link("its pull requests", W + "/engineering/pull-requests");

    private OtherStories() {}

    static Stream<Story> all() {
        return Stream.of(
                new Story("home", "home/page", home(Company.frame("Home", Place.HOME), FRESH)),
                new Story("home-disconnected", "home/page", home(Company.oddlyNamedFrame("Home", Place.HOME), GONE)),
                new Story("home-empty", "home/page", emptyHome()),
                new Story("home-part", "home/refresh", emptyHome()),
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
                new Story("members", "members/page", members()),
                new Story("audit", "audit/page", audit(40)),
                new Story("audit-empty", "audit/page", audit(0)),
                new Story("link", "door/link", new LinkPage(LinkPage.State.USABLE, "/link/synthetic", Company.CSRF)),
                new Story(
                        "link-spent", "door/link", new LinkPage(LinkPage.State.SPENT, "/link/synthetic", Company.CSRF)),
                new Story("setup", "door/setup", setup("", "", "", null, null)),
                new Story(
                        "setup-refused",
                        "door/setup",
                        setup(
                                Company.HOSTILE,
                                "robin@",
                                "Sample!",
                                "An e-mail address, such as robin@larkfield.example, was expected.",
                                "2 to 40 of a-z, 0-9 and inner hyphens were expected, starting with a letter.")),
                new Story(
                        "signed-out",
                        "door/signed-out",
                        new SignedOutPage("bin/mullion person link you@larkfield.example")),
                problem(
                        404,
                        "There is no such page",
                        "It does not exist, or it is not yours to see; both look the same on purpose.",
                        "Check the address, or start again from Home."),
                problem(
                        403,
                        "This form is no longer valid",
                        "A form is valid as long as its session.",
                        "Go back, load the page again and send it once more."),
                problem(
                        429,
                        "Too many requests",
                        "At most 120 requests a minute are served for one person.",
                        "Wait 20 seconds and load the page again."),
                problem(
                        500,
                        "Mullion could not answer",
                        "Nothing was changed by this request.",
                        "Try again; if it stays so, give the request's id to the person who runs this installation."),
                new Story(
                        "design",
                        "design/page",
                        new DesignStories(WORDING).page(Company.frame("Design", Place.SETTINGS))));
    }

    private static Story problem(int status, String what, String expected, String advice) {
        Link home = status == 404 ? new Link("Go to Home", "/") : null;
        return new Story(
                "problem-" + status,
                "door/problem",
                new ProblemPage(status, what, expected, advice, home, "req_01k9synthetic"));
    }

    private static HomePage home(Frame frame, Freshness freshness) {
        return new HomePage(
                frame,
                W + "/live",
                List.of(
                        new HomePage.Need(
                                StateWord.waits("Disconnected"),
                                "GitHub: larkfield-labs",
                                "The installation was suspended at GitHub. Nothing new is taken.",
                                ago(Duration.ofDays(3)),
                                new Link("Open", W + "/integrations")),
                        new HomePage.Need(
                                StateWord.waits("Stuck review"),
                                "larkfield/firmware #1840",
                                "Waits for a first review, longer than nine of ten.",
                                ago(Duration.ofDays(9)),
                                new Link("Open", W + "/engineering")),
                        new HomePage.Need(
                                StateWord.refused("Refused"),
                                "3 deliveries with a wrong signature",
                                "The secret at GitHub differs from the one here.",
                                ago(Duration.ofMinutes(40)),
                                new Link("Open", W + "/integrations"))),
                ago(Duration.ofHours(19)),
                List.of(
                        new HomePage.Change("38", "pull requests merged, 6 more than the day before.", PULL_REQUESTS),
                        new HomePage.Change("12", "opened; 4 of them wait for a first review.", PULL_REQUESTS),
                        new HomePage.Change(
                                "2.6 h", "to a first review at the median, 20 minutes longer.", PULL_REQUESTS),
                        new HomePage.Change("1", "repository was archived.", PULL_REQUESTS),
                        new HomePage.Change("1,204", "deliveries taken in, none lost.", PULL_REQUESTS)),
                Stream.concat(
                                Stream.of(new HomePage.Domain(
                                        Place.ENGINEERING, W + "/engineering", freshness, trends(), null)),
                                arriving())
                        .toList(),
                null);
    }

    private static List<HomePage.Trend> trends() {
        return List.of(
                trend("merged", "Merged this week", "38", "", "6 more than last week", 28, 31, 26, 30, 35, 29, 32, 38),
                trend(
                        "cycle",
                        "Cycle time, median",
                        "14.8",
                        "h",
                        "1.2 h less than last week",
                        22,
                        21,
                        24,
                        18,
                        17,
                        19,
                        16,
                        15),
                trend("open", "Open now", "47", "", "2 of them over 30 days", 41, 44, 43, 39, 45, 46, 44, 47),
                trend(
                        "pickup",
                        "First review, median",
                        "2.6",
                        "h",
                        "20 min longer than last week",
                        2,
                        2,
                        3,
                        2,
                        2,
                        2,
                        2,
                        3));
    }

    private static HomePage.Trend trend(
            String id, String label, String value, String unit, String change, Integer... weeks) {
        return new HomePage.Trend(
                new Figure(id, label, value, unit, change, "Counted over seven days that end now.", null),
                Sparkline.of(label + ", last eight weeks", List.of(weeks)));
    }

    private static Stream<HomePage.Domain> arriving() {
        return Stream.of(
                HomePage.Domain.arriving(
                        Place.FINANCE, "Arrives with the Xero, QuickBooks, Stripe and Ramp connections."),
                HomePage.Domain.arriving(Place.HIRING, "Arrives with the Greenhouse and Ashby connections."),
                HomePage.Domain.arriving(Place.RISK, "Arrives with the Jira and Slack connections."));
    }

    private static HomePage emptyHome() {
        return new HomePage(
                Company.frame("Home", Place.HOME),
                W + "/live",
                List.of(),
                ago(Duration.ofHours(19)),
                List.of(),
                arriving().toList(),
                new EmptyState(
                        "This workspace is empty.",
                        "Nothing is connected yet, so there is nothing to show. GitHub is the first thing that can be.",
                        new Link("Open Integrations", W + "/integrations")));
    }

    private static IntegrationsPage integrations(StateWord state, Freshness freshness, String label) {
        IntegrationsPage.Connected connected = new IntegrationsPage.Connected(
                label, W + "/integrations/con_1", state, freshness, Company.deliveries());
        return new IntegrationsPage(
                Company.frame("Integrations", Place.INTEGRATIONS),
                W + "/integrations/live",
                Stream.concat(
                                Stream.of(new IntegrationsPage.Tile(
                                        "GitHub", Place.ENGINEERING, "Pull requests and reviews.", connected, null)),
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
                        "The person who runs this installation connects GitHub with: bin/mullion connection add github --workspace sample --webhook",
                        null));
    }

    private static ConnectionPage connection(Freshness freshness, boolean manages) {
        return new ConnectionPage(
                Company.frame("GitHub", Place.INTEGRATIONS),
                new Link("Integrations", W + "/integrations"),
                "GitHub",
                "larkfield",
                manifest(),
                new ConnectionPage.Live(
                        W + "/integrations/con_1/live",
                        manages ? StateWord.active("Connected") : StateWord.waits("Disconnected"),
                        freshness,
                        manages
                                ? Company.deliveries()
                                : new Deliveries("0", "0", "0", "0", Receipt.of(WORDING, 0, 0), null),
                        Bars.of(perHour(manages))),
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

    private static ConnectionPage.Manifest manifest() {
        return new ConnectionPage.Manifest(
                List.of(
                        new ConnectionPage.Scope(
                                "metadata:read", "which repositories there are; GitHub always grants it"),
                        new ConnectionPage.Scope("pull_requests:read", "states and times of pull requests and reviews"),
                        new ConnectionPage.Scope(
                                "contents:read",
                                "only for commit times by the push event; leave it out and coding time starts at opening")),
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

    private static MembersPage members() {
        return new MembersPage(
                Company.frame("Members", Place.MEMBERS),
                List.of(
                        new MembersPage.Member(
                                "Robin Example",
                                "robin@larkfield.example",
                                List.of(
                                        "finance:manage",
                                        "hiring:manage",
                                        "engineering:manage",
                                        "risk:manage",
                                        "knowledge:manage",
                                        "skills:manage",
                                        "signals:manage",
                                        "agents:manage",
                                        "approvals:manage",
                                        "audit:manage",
                                        "settings:manage"),
                                ago(Duration.ofMinutes(2)),
                                true),
                        new MembersPage.Member(
                                "Kim Example",
                                "kim@larkfield.example",
                                List.of("engineering:read"),
                                ago(Duration.ofDays(2)),
                                false),
                        new MembersPage.Member(
                                Company.RIGHT_TO_LEFT,
                                "a-very-long-address-that-goes-on-and-on-without-a-break@mail.larkfield.example",
                                List.of("finance:read", "audit:read"),
                                null,
                                false),
                        new MembersPage.Member(Company.HOSTILE, "hostile@larkfield.example", List.of(), null, false)));
    }

    private static AuditPage audit(int count) {
        List<String> sentences = List.of(
                "signed in",
                "made an API token for engineering:read, valid for 1 hour",
                "connected GitHub by webhook",
                "took in 412 deliveries from GitHub: 398 processed, 11 duplicates, 3 refused",
                "granted engineering:read to Kim Example",
                "refused a context of another workspace");
        return new AuditPage(
                Company.frame("Audit", Place.AUDIT),
                IntStream.range(0, count)
                        .mapToObj(i -> new AuditPage.Entry(
                                ago(Duration.ofMinutes(3 + 17L * i * i)),
                                i % 6 == 3
                                        ? "Ingest"
                                        : i % 6 == 5 ? "Guard" : i == 7 ? Company.HOSTILE : "Robin Example",
                                sentences.get(i % 6),
                                i % 6 == 5 ? Severity.HIGH : Severity.NOTE))
                        .toList(),
                count == 0 ? null : new Link("Older", W + "/audit?after=c40"),
                count == 0
                        ? new EmptyState("Nothing has happened yet.", "The first sign-in will be the first line.", null)
                        : null);
    }

    private static SetupPage setup(
            String organisation,
            String email,
            String slug,
            @org.jspecify.annotations.Nullable String emailError,
            @org.jspecify.annotations.Nullable String slugError) {
        return new SetupPage(
                "/setup/synthetic",
                List.of(
                        new SetupPage.Field(
                                "organisation",
                                "Organisation",
                                "text",
                                "organization",
                                organisation,
                                "As people call it; at most 80 characters.",
                                null),
                        new SetupPage.Field(
                                "email",
                                "Your e-mail address",
                                "email",
                                "email",
                                email,
                                "You become the first member, with every permission.",
                                emailError),
                        new SetupPage.Field(
                                "slug",
                                "Workspace",
                                "text",
                                "off",
                                slug,
                                "In addresses: 2 to 40 of a-z, 0-9 and inner hyphens.",
                                slugError)),
                Company.CSRF);
    }
}
