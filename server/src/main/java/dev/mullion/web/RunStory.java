package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.catalogue.KnownVendor;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.SyncRuns;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.IntegrationsPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.Pulls;
import dev.mullion.web.view.RunPage;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is read of a vendor: the runs of a connection, and one of them. */
@Component
class RunStory {

    private static final int SHOWN = 10;

    /** Of fewer nothing can be said about the others. */
    private static final int ENOUGH_PARTS = 3;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Syncs syncs;
    private final SyncRuns runs;
    private final ResidueSearches searches;
    private final Manifests manifests;

    RunStory(Syncs syncs, SyncRuns runs, ResidueSearches searches, Manifests manifests) {
        this.syncs = syncs;
        this.runs = runs;
        this.searches = searches;
        this.manifests = manifests;
    }

    /**
     * The runs of one connection; null for one that is only sent to.
     *
     * @param at where the connection is
     */
    @Nullable Pulls pulls(Visit visit, Connection connection, String at) {
        if (!syncs.isRead(connection)) {
            return null;
        }
        Wording wording = visit.wording();
        List<SyncRun> newest = runs.newest(connection.id(), SHOWN);
        Optional<SyncRun> live = newest.stream().filter(RunStory::isLive).findFirst();
        Syncs.Standing standing = syncs.standing(connection);
        boolean may = visit.access().allows(ConnectionChanges.MANAGE) && live.isEmpty() && standing.obstacle() == null;
        Instant due = standing.obstacle() == null && live.isEmpty() ? standing.due() : null;
        return new Pulls(
                newest.isEmpty() ? StateWord.quiet("Not read yet") : state(newest.getFirst()),
                newest.stream()
                        .filter(run -> !isLive(run))
                        .findFirst()
                        .map(SyncRun::coverage)
                        .orElse("No run is over yet. The newest things are read first."),
                live.map(run -> progress(wording, KnownVendor.of(connection), run))
                        .orElse(null),
                due == null ? null : wording.moment(due),
                may ? at + "/sync" : null,
                standing.obstacle(),
                table(wording, newest, at));
    }

    /** How everything is read again; null where nothing can be read. */
    ConnectionPage.@Nullable Backfill backfill(Visit visit, Connection connection, String at) {
        if (!syncs.isRead(connection) || syncs.standing(connection).obstacle() != null) {
            return null;
        }
        if (syncs.isReadAgain(connection.id())) {
            return new ConnectionPage.Backfill(
                    null, "It is under way. What one run does not reach, the next ones go on with.");
        }
        Wording wording = visit.wording();
        String byItself = syncs.readAgainAt(connection)
                .map(due -> " By itself it begins with a run from " + wording.date(due) + " on.")
                .orElse("");
        return new ConnectionPage.Backfill(at + "/backfill", cost(wording, connection) + byItself);
    }

    private String cost(Wording wording, Connection connection) {
        return runs.mostPages(connection.id())
                .map(pages -> "The largest of the last runs took "
                        + wording.count(pages, "request for its pages", "requests for its pages")
                        + "; everything takes at least as many, out of the same budget as other runs.")
                .orElse("How many requests it takes is not known: no run has read a page yet.");
    }

    /** When anything was last read of it. */
    Optional<Instant> lastRead(Connection connection) {
        return syncs.isRead(connection) ? runs.lastRead(connection.id()).map(SyncRun::endedAt) : Optional.empty();
    }

    /** What the last run of a connection came to, or why there is none; null for one that is sent to. */
    IntegrationsPage.@Nullable LastRun last(Connection connection, Wording wording) {
        if (!syncs.isRead(connection) || connection.kind() == Connection.Kind.APP) {
            return null;
        }
        return runs.newest(connection.id(), SHOWN).stream()
                .filter(run -> !isLive(run))
                .findFirst()
                .map(run -> new IntegrationsPage.LastRun(
                        state(run),
                        wording.count(run.figures().objects()),
                        wording.count(run.figures().written()),
                        run.coverage(),
                        Receipt.of(
                                wording,
                                run.figures().bytesRead(),
                                run.figures().bytesKept(),
                                searches.last(wording))))
                .orElseGet(() -> none(connection, wording));
    }

    /** Why the first run is waited for, where that is known. */
    private IntegrationsPage.LastRun none(Connection connection, Wording wording) {
        String obstacle = syncs.standing(connection).obstacle();
        return new IntegrationsPage.LastRun(
                StateWord.quiet("None yet"),
                wording.count(0),
                wording.count(0),
                obstacle == null
                        ? "No run is over yet. The first begins within a minute."
                        : "No run can be begun: " + obstacle + ".",
                Receipt.of(wording, 0, 0, searches.last(wording)));
    }

    RunPage page(Visit visit, Connection connection, SyncRun run) {
        Wording wording = visit.wording();
        String at = visit.href(Place.INTEGRATIONS) + "/" + connection.id();
        SyncRun.Figures figures = run.figures();
        KnownVendor vendor = KnownVendor.of(connection);
        boolean may = visit.access().allows(ConnectionChanges.MANAGE);
        return new RunPage(
                visit.moving("Run of " + vendor.vendor(), Place.INTEGRATIONS),
                new Link(vendor.vendor() + ", " + connection.label(), at),
                new RunPage.Live(
                        at + "/runs/" + run.name() + "/live",
                        vendor.vendor(),
                        state(run),
                        isLive(run) ? "It is under way; what it covers is known at its end." : run.coverage(),
                        isLive(run) ? progress(wording, vendor, run) : null,
                        Receipt.of(wording, figures.bytesRead(), figures.bytesKept(), searches.last(wording)),
                        details(wording, vendor, run, budget(wording, connection, run)),
                        may && isLive(run) && run.stop() == null ? at + "/runs/" + run.name() + "/stop" : null,
                        stopping(wording, run),
                        may && isLeftAndFree(connection, run) ? at + "/sync" : null,
                        visit.csrf()));
    }

    private static @Nullable String stopping(Wording wording, SyncRun run) {
        SyncRun.Stop stop = run.stop();
        return stop == null || !isLive(run)
                ? null
                : "Stopping after this page, as was asked for "
                        + wording.moment(stop.at()).text() + ". What was read stays.";
    }

    /** Whether it is the last, something of it is left to read, and a run can be begun now. */
    private boolean isLeftAndFree(Connection connection, SyncRun run) {
        return !isLive(run)
                && run.state() != SyncRun.State.COMPLETE
                && syncs.standing(connection).obstacle() == null
                && runs.newest(connection.id(), 1).stream()
                        .allMatch(last -> last.id().equals(run.id()));
    }

    private Cell budget(Wording wording, Connection connection, SyncRun run) {
        KnownVendor vendor = KnownVendor.of(connection);
        List<String> left;
        if (!syncs.isToldBudget(connection)) {
            left = BudgetWords.own(manifests.of(connection), wording).stream().toList();
        } else {
            left = isLive(run) ? BudgetWords.left(run, vendor.vendor(), wording) : BudgetWords.atTheEnd(run, wording);
        }
        return left.isEmpty() ? Cell.nothing() : Cell.text(String.join("; ", left));
    }

    private static List<RunPage.Detail> details(Wording wording, KnownVendor vendor, SyncRun run, Cell budget) {
        SyncRun.Figures figures = run.figures();
        Instant from = run.coversFrom();
        Instant to = run.coversTo();
        return List.of(
                new RunPage.Detail("Run", Cell.code(run.name())),
                new RunPage.Detail("Begun by", Cell.text(run.cause().phrase())),
                new RunPage.Detail("Begun", Cell.moment(wording.moment(run.startedAt()))),
                new RunPage.Detail("Took", took(wording, run)),
                new RunPage.Detail(
                        vendor == KnownVendor.GITHUB ? "Repositories read to their end" : "Lists read to their end",
                        Cell.count(parts(wording, run))),
                new RunPage.Detail("Requests", Cell.count(wording.count(figures.requests()))),
                new RunPage.Detail("Of them repeated", Cell.count(wording.count(figures.repeats()))),
                new RunPage.Detail("Budget", budget),
                new RunPage.Detail("Pages", Cell.count(wording.count(figures.pages()))),
                new RunPage.Detail("Objects on them", Cell.count(wording.count(figures.objects()))),
                new RunPage.Detail("Rows new or changed", Cell.count(wording.count(figures.written()))),
                new RunPage.Detail("Rows that said so already", Cell.count(wording.count(figures.unchanged()))),
                new RunPage.Detail(
                        "Earliest change read", from == null ? Cell.nothing() : Cell.moment(wording.moment(from))),
                new RunPage.Detail(
                        "Latest change read", to == null ? Cell.nothing() : Cell.moment(wording.moment(to))));
    }

    private static Facts table(Wording wording, List<SyncRun> newest, String at) {
        return Facts.whole(
                "Runs",
                List.of(
                        Facts.Column.of("Begun"),
                        Facts.Column.of("State"),
                        Facts.Column.of("By"),
                        Facts.Column.numeric("Took"),
                        Facts.Column.numeric("Objects"),
                        Facts.Column.numeric("Rows written"),
                        Facts.Column.of("Receipt")),
                newest.stream()
                        .map(run -> Facts.Row.of(
                                Cell.link(
                                        new Link(wording.moment(run.startedAt()).text(), at + "/runs/" + run.name())),
                                Cell.state(state(run)),
                                Cell.text(run.cause().phrase()),
                                took(wording, run),
                                Cell.count(wording.count(run.figures().objects())),
                                Cell.count(wording.count(run.figures().written())),
                                Cell.text(receipt(wording, run))))
                        .toList());
    }

    private static Progress progress(Wording wording, KnownVendor vendor, SyncRun run) {
        SyncRun.Figures figures = run.figures();
        String objects = wording.count(figures.objects(), "object", "objects") + ", newest first";
        if (run.cause() == SyncRun.Cause.BACKFILL || figures.parts() == 0) { // how much there is, is not known
            return new Progress(
                    "Reading " + vendor.vendor(),
                    figures.pages(),
                    null,
                    wording.count(figures.pages(), "page", "pages"),
                    objects,
                    null);
        }
        return new Progress(
                "Reading " + vendor.vendor(),
                figures.partsRead(),
                Long.valueOf(figures.parts()),
                parts(wording, run) + (vendor == KnownVendor.GITHUB ? " repositories" : " lists"),
                objects,
                timeLeft(wording, run));
    }

    /** Said only where each part so far took one page; else nobody knows how long those are that are left. */
    private static @Nullable String timeLeft(Wording wording, SyncRun run) {
        SyncRun.Figures figures = run.figures();
        int read = figures.partsRead();
        if (read < ENOUGH_PARTS || figures.pages() != read || read >= figures.parts() || run.stop() != null) {
            return null;
        }
        Duration left = Duration.between(run.startedAt(), wording.now())
                .multipliedBy(figures.parts() - read)
                .dividedBy(read);
        return left.compareTo(SOON) < 0
                ? "a few seconds left"
                : "about " + wording.elapsed(left).text() + " left at this pace";
    }

    private static String parts(Wording wording, SyncRun run) {
        return wording.count(run.figures().partsRead()) + " of "
                + wording.count(run.figures().parts());
    }

    private static String receipt(Wording wording, SyncRun run) {
        return "read " + wording.bytes(run.figures().bytesRead()) + ", kept "
                + wording.bytes(run.figures().bytesKept()) + ", raw kept 0";
    }

    private static Cell took(Wording wording, SyncRun run) {
        Instant ended = run.endedAt();
        return ended == null ? Cell.nothing() : Cell.elapsed(wording.elapsed(Duration.between(run.startedAt(), ended)));
    }

    private static boolean isLive(SyncRun run) {
        return run.isRunning();
    }

    private static StateWord state(SyncRun run) {
        String phrase = run.state().phrase();
        return switch (run.state()) {
            case RUNNING -> StateWord.active(phrase);
            case COMPLETE -> StateWord.quiet(phrase);
            case PARTIAL -> StateWord.waits(phrase);
            case FAILED -> StateWord.refused(phrase);
        };
    }
}
