package dev.mullion.web;

import static dev.mullion.web.Company.WORDING;
import static dev.mullion.web.Company.ago;

import dev.mullion.web.view.EngineeringPage;
import dev.mullion.web.view.EngineeringPage.Stage;
import dev.mullion.web.view.Frame;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.PullRequestPage;
import dev.mullion.web.view.PullRequestsPage;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Detail;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Timeline;
import dev.mullion.web.view.part.Tone;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Engineering and its facts: full, empty, one, many, odd names, disconnected, one permission. */
final class EngineeringStories {

    private static final String AT = "/w/sample/engineering";
    private static final List<String> REPOSITORIES = List.of(
            "larkfield/firmware", "larkfield/portal", "larkfield/calibration", "larkfield/ledger", "larkfield/docs");

    private EngineeringStories() {}

    static Stream<Story> all() {
        Freshness fresh = Freshness.fresh(ago(Duration.ofSeconds(8)));
        Freshness gone = Freshness.disconnected(ago(Duration.ofDays(3)));
        return Stream.of(
                engineering("engineering", frame(), live(fresh, 120, REPOSITORIES)),
                engineering(
                        "engineering-busy",
                        Company.busyFrame("Engineering", Place.ENGINEERING),
                        live(fresh, 120, REPOSITORIES)),
                engineering("engineering-empty", frame(), emptyLive()),
                engineering("engineering-one", frame(), live(fresh, 1, REPOSITORIES.subList(0, 1))),
                engineering("engineering-disconnected", frame(), live(gone, 120, REPOSITORIES)),
                engineering(
                        "engineering-odd-names",
                        Company.oddlyNamedFrame("Engineering", Place.ENGINEERING),
                        live(fresh, 40, List.of(Company.LONGEST, Company.RIGHT_TO_LEFT, Company.HOSTILE))),
                engineering(
                        "engineering-one-permission",
                        Company.frameOfOnePermission("Engineering", Place.ENGINEERING),
                        live(fresh, 120, REPOSITORIES)),
                new Story(
                        "engineering-part",
                        "engineering/refresh",
                        new EngineeringPage(frame(), AT, filter(), live(fresh, 120, REPOSITORIES))),
                pullRequests("pull-requests", REPOSITORIES),
                pullRequests(
                        "pull-requests-odd-names", List.of(Company.LONGEST, Company.RIGHT_TO_LEFT, Company.HOSTILE)),
                noPullRequests(),
                new Story("pull-request", "engineering/pull-request", pullRequest("larkfield/firmware")),
                new Story("pull-request-hostile", "engineering/pull-request", pullRequest(Company.HOSTILE)));
    }

    private static Frame frame() {
        return Company.frame("Engineering", Place.ENGINEERING);
    }

    private static Story engineering(String name, Frame frame, EngineeringPage.Live live) {
        return new Story(name, "engineering/page", new EngineeringPage(frame, AT, filter(), live));
    }

    private static List<Choice> filter() {
        List<Choice.Option> repositories = new ArrayList<>(List.of(new Choice.Option("", "All repositories", true)));
        REPOSITORIES.forEach(name -> repositories.add(new Choice.Option("rep_" + name.hashCode(), name, false)));
        return List.of(
                new Choice("repository", "Repository", repositories),
                new Choice(
                        "period",
                        "Period",
                        List.of(
                                new Choice.Option("30d", "30 days", true),
                                new Choice.Option("90d", "90 days", false),
                                new Choice.Option("26w", "26 weeks", false))));
    }

    private static EngineeringPage.Live emptyLive() {
        return new EngineeringPage.Live(
                AT + "/live",
                Freshness.empty(),
                new EmptyState(
                        "No pull request has arrived yet.",
                        "New ones appear seconds after GitHub sends them. History arrives with the App connection.",
                        new Link("Open Integrations", "/w/sample/integrations")),
                null);
    }

    private static EngineeringPage.Live live(Freshness freshness, int count, List<String> repositories) {
        return new EngineeringPage.Live(
                AT + "/live",
                freshness,
                null,
                new EngineeringPage.Numbers(
                        split(count),
                        Bars.of(cycle(count)),
                        Bars.of(throughput(count)),
                        openByAge(count),
                        new Link(count + " open", AT + "/pull-requests?state=open"),
                        oldestOpen(Math.min(count, 10), repositories),
                        reviewLoad(Math.min(count, 8))));
    }

    private static List<Stage> split(int count) {
        return List.of(
                stage(
                        "Coding",
                        5.1,
                        31,
                        count,
                        "First commit to ready for review. Commits pushed before Mullion listened are not counted."),
                stage(
                        "Pickup",
                        2.6,
                        22.5,
                        count,
                        "Ready for review to the first review by someone other than the author."),
                stage("Review", 6.4, 58, count, "First review to the last approval."),
                stage("Merge", 0.7, 9.2, count, "Last approval to the merge."));
    }

    private static Stage stage(String name, double median, double p90, int count, String definition) {
        String css = name.toLowerCase(Locale.ROOT);
        return new Stage(
                css,
                name,
                css,
                count > 1 ? WORDING.elapsed(hours(median)) : null,
                count > 1 ? WORDING.elapsed(hours(p90)) : null,
                definition,
                new Link(
                        WORDING.count(count > 1 ? count * 3L : 0, "pull request", "pull requests"),
                        AT + "/pull-requests?stage=" + css));
    }

    private static Duration hours(double hours) {
        return Duration.ofMinutes(Math.round(hours * 60));
    }

    private static Plot throughput(int count) {
        return plot(
                "throughput",
                "Merged a week",
                count > 1 ? "38 merged last week; the median of 26 weeks is 31." : "1 merged in 26 weeks.",
                "",
                List.of(new Plot.Key("Merged", "engineering")),
                count);
    }

    private static Plot cycle(int count) {
        return plot(
                "cycle",
                "Cycle time by week",
                "Medians of the four stages, by the week of the merge.",
                "h",
                List.of(
                        new Plot.Key("Coding", "coding"),
                        new Plot.Key("Pickup", "pickup"),
                        new Plot.Key("Review", "review"),
                        new Plot.Key("Merge", "merge")),
                count);
    }

    private static Plot plot(String id, String title, String summary, String unit, List<Plot.Key> keys, int count) {
        SplittableRandom random = new SplittableRandom(41);
        LocalDate first = LocalDate.of(2026, 5, 11);
        List<Plot.Slot> slots = new ArrayList<>();
        for (int week = 0; week < 26; week++) {
            LocalDate monday = first.plusWeeks(week);
            List<Plot.Part> parts = new ArrayList<>();
            for (int key = 0; key < keys.size() && week != 7 && (count > 1 || week == 24); key++) {
                double value = count == 1
                        ? 1
                        : keys.size() == 1 ? random.nextInt(22, 43) : random.nextDouble(0.6, 6.5 - key % 2 * 3);
                parts.add(new Plot.Part(
                        value,
                        unit.isEmpty()
                                ? WORDING.count(Math.round(value))
                                : WORDING.elapsed(hours(value)).text()));
            }
            String tick = monday.getDayOfMonth() <= 7
                    ? monday.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                    : null;
            slots.add(new Plot.Slot(
                    WORDING.date(monday.atStartOfDay(ZoneOffset.UTC).toInstant()), tick, week == 25, parts));
        }
        return new Plot(id, title, summary, "Week of", unit, keys, slots);
    }

    private static Ranks openByAge(int count) {
        return Ranks.of(
                "Open pull requests by age",
                "Age",
                "Open",
                List.of(
                        age("under a day", count / 10, Tone.QUIET),
                        age("1 to 3 days", count / 4, Tone.QUIET),
                        age("3 to 7 days", count / 3, Tone.QUIET),
                        age("7 to 30 days", count / 6, Tone.QUIET),
                        age("over 30 days", Math.max(1, count / 24), Tone.WAITS)));
    }

    private static Ranks.Item age(String label, int count, Tone tone) {
        return new Ranks.Item(
                label, count, WORDING.count(count), tone, AT + "/pull-requests?state=open&age=" + label.hashCode());
    }

    private static Facts oldestOpen(int count, List<String> repositories) {
        return Facts.whole(
                "Oldest open pull requests",
                List.of(
                        Column.of("Repository"),
                        Column.of("Number"),
                        Column.of("State"),
                        Column.numeric("Age"),
                        Column.numeric("Last activity")),
                IntStream.range(0, count)
                        .mapToObj(i -> Row.of(
                                Cell.text(repositories.get(i % repositories.size())),
                                Cell.link(new Link("#" + (1840 - i * 37), AT + "/pull-requests/pr_" + i)),
                                Cell.state(
                                        i % 3 == 0
                                                ? StateWord.quiet("Draft")
                                                : i % 3 == 1
                                                        ? StateWord.waits("Waits for review")
                                                        : StateWord.quiet("In review")),
                                Cell.elapsed(WORDING.elapsed(Duration.ofHours(1300 - i * 91L))),
                                Cell.moment(ago(Duration.ofHours(3 + i * 29L)))))
                        .toList());
    }

    private static Facts reviewLoad(int count) {
        return Facts.whole(
                "Review load of the last 30 days",
                List.of(
                        Column.of("Reviewer"),
                        Column.numeric("Reviews"),
                        Column.numeric("Asked"),
                        Column.numeric("Median response")),
                IntStream.range(0, count)
                        .mapToObj(i -> Row.of(
                                Cell.code("p_" + Integer.toHexString(0x7f31c2 - i * 90_001)),
                                Cell.count(WORDING.count(64 - i * 7L)),
                                Cell.count(WORDING.count(71 - i * 6L)),
                                i == 5
                                        ? Cell.nothing()
                                        : Cell.elapsed(WORDING.elapsed(Duration.ofMinutes(52 + i * 71L)))))
                        .toList());
    }

    /** The first page of ten thousand: what bounds it is the table, not the number of facts. */
    private static Story pullRequests(String name, List<String> repositories) {
        List<Column> columns = List.of(
                Column.of("Repository"),
                Column.of("Number"),
                Column.of("State"),
                new Column("Opened", true, new Facts.Sort(AT + "/pull-requests?sort=opened", Facts.Order.DESCENDING)),
                new Column("Pickup", true, new Facts.Sort(AT + "/pull-requests?sort=-pickup", Facts.Order.NONE)),
                new Column("Review", true, new Facts.Sort(AT + "/pull-requests?sort=-review", Facts.Order.NONE)),
                new Column("Lines", true, new Facts.Sort(AT + "/pull-requests?sort=-lines", Facts.Order.NONE)));
        List<Row> rows = IntStream.range(0, 50)
                .mapToObj(i -> Row.of(
                        Cell.text(repositories.get(i % repositories.size())),
                        Cell.link(new Link("#" + (2210 - i), AT + "/pull-requests/pr_" + i)),
                        Cell.state(i < 6 ? StateWord.waits("Waits for review") : StateWord.quiet("Merged")),
                        Cell.moment(ago(Duration.ofHours(2 + i * 5L))),
                        i < 6 ? Cell.nothing() : Cell.elapsed(WORDING.elapsed(Duration.ofMinutes(12 + i * 37L % 900))),
                        i < 6
                                ? Cell.nothing()
                                : Cell.elapsed(WORDING.elapsed(Duration.ofMinutes(90 + i * 311L % 4000))),
                        Cell.count(WORDING.count(14 + i * 7919L % 2400))))
                .toList();
        Facts facts = new Facts(
                "Pull requests",
                columns,
                rows,
                "1 to 50 of 10,000 pull requests",
                new Link("Previous", AT + "/pull-requests?before=c1"),
                new Link("Next", AT + "/pull-requests?after=c50"),
                new Link("Download CSV", AT + "/pull-requests.csv"));
        return pullRequests(name, facts);
    }

    private static Story pullRequests(String name, Facts facts) {
        return new Story(
                name,
                "engineering/pull-requests",
                new PullRequestsPage(
                        Company.frame("Pull requests", Place.ENGINEERING),
                        new Link("Engineering", AT),
                        AT + "/pull-requests",
                        filter(),
                        facts,
                        facts.rows().isEmpty()
                                ? new EmptyState(
                                        "No pull request fits this filter.",
                                        "Choose a longer period or all repositories.",
                                        null)
                                : null));
    }

    private static Story noPullRequests() {
        return pullRequests(
                "pull-requests-none", Facts.whole("Pull requests", List.of(Column.of("Repository")), List.of()));
    }

    private static PullRequestPage pullRequest(String repository) {
        return new PullRequestPage(
                Company.frame("Pull request #1840", Place.ENGINEERING),
                new Link("Pull requests", AT + "/pull-requests"),
                repository,
                "#1840",
                StateWord.quiet("Merged"),
                new Timeline(List.of(
                        new Timeline.Step("First commit", ago(Duration.ofHours(98)), null, null, Tone.QUIET),
                        new Timeline.Step(
                                "Opened as a draft",
                                ago(Duration.ofHours(92)),
                                null,
                                WORDING.elapsed(Duration.ofHours(6)),
                                Tone.QUIET),
                        new Timeline.Step(
                                "Ready for review",
                                ago(Duration.ofHours(74)),
                                "2 reviewers asked",
                                WORDING.elapsed(Duration.ofHours(18)),
                                Tone.ACTIVE),
                        new Timeline.Step(
                                "First review",
                                ago(Duration.ofHours(71)),
                                "changes asked for",
                                WORDING.elapsed(Duration.ofMinutes(166)),
                                Tone.ACTIVE),
                        new Timeline.Step(
                                "Merged",
                                ago(Duration.ofHours(45)),
                                null,
                                WORDING.elapsed(Duration.ofHours(26)),
                                Tone.ACTIVE))),
                List.of(
                        new Detail("Author", Cell.code("p_7f31c2")),
                        new Detail("Author's relation", Cell.text("member")),
                        new Detail("Lines added", Cell.count("412")),
                        new Detail("Lines removed", Cell.count("96")),
                        new Detail("Files", Cell.count("14")),
                        new Detail("Commits", Cell.count("6")),
                        new Detail("Comments", Cell.count("9")),
                        new Detail("Comments on the code", Cell.count("21")),
                        new Detail("Into the default branch", Cell.text("yes"))));
    }
}
