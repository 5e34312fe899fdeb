package dev.mullion.web;

import dev.mullion.web.view.DesignPage;
import dev.mullion.web.view.Frame;
import dev.mullion.web.view.HomePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Lines;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Confirmation;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Evidence;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.Severity;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Timeline;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The design page: every part in every state, with values that are plainly made up. In the demo only. */
final class DesignStories {

    private static final Link NOWHERE = new Link("its pull requests", "#main");

    private final Wording wording;

    DesignStories(Wording wording) {
        this.wording = wording;
    }

    DesignPage page(Frame frame) {
        return new DesignPage(
                frame,
                numbers(),
                freshness(),
                states(),
                List.of(Severity.values()),
                evidence(),
                List.of(
                        Receipt.of(
                                wording,
                                41_200_000,
                                1_230_000,
                                new Receipt.Search(Receipt.Found.NOTHING, wording.moment(wording.now()))),
                        Receipt.of(
                                wording,
                                41_200_000,
                                1_230_000,
                                new Receipt.Search(Receipt.Found.NOTHING_IN_PART, wording.moment(wording.now()))),
                        Receipt.of(
                                wording,
                                41_200_000,
                                1_230_000,
                                new Receipt.Search(Receipt.Found.RAW, wording.moment(wording.now()))),
                        Receipt.of(wording, 0, 0, null)),
                strips(),
                List.of(Bars.of(weeks("merged", "Merged a week", one())), Bars.of(weeks("stages", "Stages", four()))),
                List.of(Lines.of(weeks("lines", "Two medians", four().subList(0, 2)))),
                ranks(),
                timeline(),
                facts(),
                progress(),
                notices(),
                empties(),
                confirmations(frame),
                choices());
    }

    private Moment ago(Duration ago) {
        return wording.moment(wording.now().minus(ago));
    }

    private static List<Figure> numbers() {
        String definition = "Merged in seven days, counted by the time of the merge.";
        return List.of(
                new Figure("n1", "Merged this week", "38", "", "6 more than last week", definition, NOWHERE),
                new Figure("n2", "Median review", "3.2", "h", null, definition, NOWHERE),
                new Figure("n3", "Nothing to compute from", "–", "", "none in this period", definition, null),
                new Figure(
                        "n4", "A long name that has to wrap somewhere", "1,204,331", "lines", null, definition, null));
    }

    private List<Freshness> freshness() {
        return List.of(
                Freshness.fresh(ago(Duration.ofMinutes(2))),
                Freshness.stale(ago(Duration.ofHours(5))),
                Freshness.disconnected(ago(Duration.ofDays(3))),
                Freshness.empty());
    }

    private static List<StateWord> states() {
        return List.of(
                StateWord.quiet("Merged"),
                StateWord.active("Connected"),
                StateWord.waits("Waits for review"),
                StateWord.refused("Refused"));
    }

    private List<Evidence> evidence() {
        return List.of(
                new Evidence(new Link("Pull request #41", "#main"), "9f2c41d0", ago(Duration.ofHours(3))),
                new Evidence(new Link("27 merged pull requests", "#main"), null, ago(Duration.ofDays(40))));
    }

    private List<HomePage.Domain> strips() {
        Figure figure = new Figure("s1", "Merged this week", "38", "", "6 more", "Counted by merge.", NOWHERE);
        return List.of(
                new HomePage.Domain(
                        Place.ENGINEERING,
                        "#main",
                        Freshness.fresh(ago(Duration.ofMinutes(2))),
                        List.of(new HomePage.Trend(
                                figure, Sparkline.of("Rising for six weeks", List.of(21, 24, 22, 28, 32, 38)))),
                        null),
                HomePage.Domain.arriving(
                        Place.FINANCE, "Arrives with the Xero, QuickBooks, Stripe and Ramp connections."));
    }

    private static List<Plot.Key> one() {
        return List.of(new Plot.Key("Merged", "engineering"));
    }

    private static List<Plot.Key> four() {
        return List.of(
                new Plot.Key("Coding", "coding"),
                new Plot.Key("Pickup", "pickup"),
                new Plot.Key("Review", "review"),
                new Plot.Key("Merge", "merge"));
    }

    /** With a gap, a zero and an unfinished week. */
    private static Plot weeks(String id, String title, List<Plot.Key> keys) {
        List<Plot.Slot> slots = new ArrayList<>();
        for (int week = 1; week <= 16; week++) {
            List<Plot.Part> parts = new ArrayList<>();
            for (int key = 0; key < keys.size() && week != 5; key++) {
                int value = week == 9 ? 0 : 6 + (week * 7 + key * 5) % 11;
                parts.add(new Plot.Part(value, Integer.toString(value)));
            }
            slots.add(new Plot.Slot("week " + week, week % 4 == 1 ? "week " + week : null, week == 16, parts));
        }
        return new Plot(id, title, "Week 5 is not known, week 9 is zero, week 16 goes on.", "Week", "", keys, slots);
    }

    private static Ranks ranks() {
        return Ranks.of(
                "Open pull requests by age",
                "Age",
                "Open",
                List.of(
                        new Ranks.Item("under a day", 9, "9", Tone.QUIET, "#main"),
                        new Ranks.Item("1 to 7 days", 14, "14", Tone.QUIET, "#main"),
                        new Ranks.Item("over 30 days", 2, "2", Tone.WAITS, null)));
    }

    private Timeline timeline() {
        return new Timeline(List.of(
                new Timeline.Step("Opened as a draft", ago(Duration.ofHours(50)), null, null, Tone.QUIET),
                new Timeline.Step(
                        "Ready for review",
                        ago(Duration.ofHours(44)),
                        "2 reviewers asked",
                        wording.elapsed(Duration.ofHours(6)),
                        Tone.ACTIVE),
                new Timeline.Step(
                        "Changes asked for",
                        ago(Duration.ofHours(20)),
                        null,
                        wording.elapsed(Duration.ofHours(24)),
                        Tone.WAITS),
                new Timeline.Step("Merged", null, null, null, Tone.QUIET)));
    }

    private Facts facts() {
        List<Facts.Column> columns = List.of(
                new Facts.Column("Repository", false, new Facts.Sort("#main", Facts.Order.ASCENDING)),
                Facts.Column.of("State"),
                Facts.Column.of("Reviewer"),
                new Facts.Column("Lines", true, new Facts.Sort("#main", Facts.Order.NONE)),
                Facts.Column.numeric("Last activity"));
        List<Facts.Row> rows = List.of(
                row("sample/firmware", StateWord.quiet("Merged"), "p_7f31c2", "120", Duration.ofHours(1)),
                row("sample/portal", StateWord.waits("Waits for review"), "p_0a94be", "4,210", Duration.ofDays(9)));
        return new Facts(
                "Pull requests",
                columns,
                rows,
                "2 of 1,204 pull requests",
                null,
                new Link("Next", "#main"),
                new Link("Download CSV", "#main"));
    }

    private Facts.Row row(String repository, StateWord state, String reviewer, String lines, Duration ago) {
        return Facts.Row.of(
                Cell.link(new Link(repository, "#main")),
                Cell.state(state),
                Cell.code(reviewer),
                Cell.count(lines),
                Cell.moment(ago(ago)));
    }

    private static List<Progress> progress() {
        return List.of(
                new Progress(
                        "Reading history", 4_120, 12_900L, "4,120 of 12,900", "30 days so far", "about 2 min left"),
                new Progress("Reading history", 17, null, "17 so far", "today", null));
    }

    private static List<Notice> notices() {
        return List.of(
                new Notice(Tone.QUIET, "Labels of things are off and 12 were deleted."),
                new Notice(Tone.WAITS, "GitHub has been quiet for two days."),
                new Notice(Tone.REFUSED, "Not changed: this needs the permission integrations:manage."));
    }

    private static List<EmptyState> empties() {
        return List.of(
                new EmptyState(
                        "No pull request has arrived yet.",
                        "New ones appear seconds after GitHub sends them; history arrives with the App connection.",
                        new Link("Open Integrations", "#main")),
                new EmptyState("Nothing in this period.", "Choose a longer one.", null));
    }

    private static List<Confirmation> confirmations(Frame frame) {
        return List.of(
                new Confirmation(
                        "story-disconnect",
                        "Disconnect GitHub",
                        "/design",
                        List.of("The webhook secret is destroyed", "Nothing new is taken; 1,204 facts stay"),
                        null,
                        frame.csrf()),
                new Confirmation(
                        "story-erase",
                        "Erase the sample company",
                        "/design",
                        List.of("1,204 pull requests, 3,310 reviews, 12 labels"),
                        "sample",
                        frame.csrf()));
    }

    private static List<Choice> choices() {
        return List.of(
                new Choice("repository", "Repository", List.of(new Choice.Option("", "All repositories", true))),
                new Choice("period", "Period", List.of(new Choice.Option("26w", "26 weeks", true))));
    }
}
