package dev.mullion.web;

import static dev.mullion.web.Company.WORDING;
import static dev.mullion.web.Company.ago;

import dev.mullion.web.view.AuditPage;
import dev.mullion.web.view.Frame;
import dev.mullion.web.view.HomePage;
import dev.mullion.web.view.MembersPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Severity;
import dev.mullion.web.view.part.StateWord;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Home, members, audit and the design page in their situations. */
final class HomeStories {

    private static final String W = "/w/sample";
    private static final Freshness FRESH = Freshness.fresh(ago(Duration.ofSeconds(8)));
    private static final Freshness GONE = Freshness.disconnected(ago(Duration.ofDays(3)));
    private static final Link PULL_REQUESTS = new Link("its pull requests", W + "/engineering/pull-requests");

    private HomeStories() {}

    static Stream<Story> all() {
        return Stream.of(
                new Story("home", "home/page", home(Company.frame("Home", Place.HOME), FRESH)),
                new Story("home-disconnected", "home/page", home(Company.oddlyNamedFrame("Home", Place.HOME), GONE)),
                new Story("home-empty", "home/page", emptyHome()),
                new Story("home-part", "home/refresh", emptyHome()),
                new Story("members", "members/page", members()),
                new Story("audit", "audit/page", audit(40)),
                new Story("audit-empty", "audit/page", audit(0)),
                new Story(
                        "design",
                        "design/page",
                        new DesignStories(WORDING).page(Company.frame("Design", Place.SETTINGS))));
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
                chain(count),
                W + "/audit",
                List.of(new Choice(
                        "what",
                        "What",
                        List.of(
                                new Choice.Option("", "Everything", true),
                                new Choice.Option("token", "Token", false)))),
                IntStream.range(0, count)
                        .mapToObj(i -> new AuditPage.Entry(
                                "#" + (48_112 - i),
                                ago(Duration.ofMinutes(3 + 17L * i * i)),
                                i % 6 == 3
                                        ? "Ingest"
                                        : i % 6 == 5 ? "Guard" : i == 7 ? Company.HOSTILE : "Robin Example",
                                sentences.get(i % 6),
                                i % 6 == 0 ? "con_00000000-0000-0000-0000-000000000001" : null,
                                i % 6 == 5 ? Severity.HIGH : Severity.NOTE,
                                W + "/audit/" + (48_112 - i) + "/proof"))
                        .toList(),
                count == 0 ? null : new Link("Older", W + "/audit?after=c40"),
                count == 0
                        ? new EmptyState("Nothing has happened yet.", "The first sign-in will be the first line.", null)
                        : null);
    }

    private static AuditPage.Chain chain(int count) {
        boolean holds = count > 0;
        return new AuditPage.Chain(
                StateWord.quiet(holds ? "Holds" : "Not verified yet"),
                holds ? "48112 events are the ones that were signed" : "not yet",
                holds ? ago(Duration.ofMinutes(2)) : null,
                holds ? "to #48,112" : "not yet",
                holds ? ago(Duration.ofSeconds(8)) : null,
                holds ? "9Xd1hZqk0G2vTq3E" : null,
                W + "/audit/verify",
                List.of(
                        new Link("Bundle with proofs", W + "/audit/export?format=bundle"),
                        new Link("CSV", W + "/audit/export?format=csv")));
    }
}
