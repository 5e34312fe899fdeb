package dev.mullion.ingest.sync;

import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Puller.Listing;
import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.ingest.sync.Journal.Heard;
import dev.mullion.ingest.sync.Positions.Position;
import dev.mullion.ingest.sync.SyncRun.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run of one connection, a turn at a time: look whether the link stands, list its parts, then some pages of one
 * part and some of the next. A position moves in the transaction of the facts it stands for, so that a run that is
 * killed is gone on with where its last page was. For one thread at a time.
 */
final class Pull {

    private static final int PAGES_A_TURN = 5;
    private static final int MOST_LIST_PAGES = 100;

    private final Puller puller;
    private final Link link;
    private final Journal journal;
    private final Pulse pulse;
    private final int mostPages;
    private final ArrayDeque<Walk> walks = new ArrayDeque<>();
    private final List<Walk> later = new ArrayList<>();
    private boolean isListed;
    private boolean isBackfill;
    private boolean isLeft;

    Pull(Puller puller, Link link, Journal journal, Pulse pulse) {
        this(puller, link, journal, pulse, Walk.MOST_PAGES);
    }

    /** @param mostPages of one walk; a longer one goes on in the next run */
    Pull(Puller puller, Link link, Journal journal, Pulse pulse, int mostPages) {
        this.puller = puller;
        this.link = link;
        this.journal = journal;
        this.pulse = pulse;
        this.mostPages = mostPages;
    }

    /** What ends a run before its end. */
    private static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Pulled<?> how;

        Stop(Pulled<?> how) {
            super("this run cannot go on", null, false, false);
            this.how = how;
        }
    }

    /** Whether there is more to do. When there is not, the run is closed and its lease given back. */
    boolean turn() {
        return journal.counted(this::step);
    }

    /** A stop that is asked for with the last page of all changes nothing any more: everything was read. */
    private boolean step() {
        try {
            journal.look();
            if (!isListed) {
                begin();
            } else {
                walk(walks.remove());
            }
            if (!walks.isEmpty()) {
                journal.requireGoingOn();
                return true;
            }
            if (isBackfill && !isLeft) {
                journal.backfillEnded();
            }
            journal.end(State.COMPLETE, null, null);
        } catch (Stop stop) {
            stopped(stop.how);
        } catch (StopAsked asked) {
            journal.end(partial(), asked.why(), null);
        } catch (Journal.NotTaken e) {
            journal.end(partial(), e.why(), null);
        }
        return false;
    }

    /** Somebody stops the server: what was read stays, and whoever comes next goes on, where nobody stopped the run. */
    void giveUp() {
        try {
            journal.look();
            journal.end(partial(), "the server stopped", Duration.ZERO);
        } catch (StopAsked asked) {
            journal.end(partial(), asked.why(), null);
        }
    }

    private void begin() {
        journal.read(got(puller.check(link)).bytes());
        journal.linkWorks();
        Map<String, Position> positions = journal.positions();
        Optional<Map<String, Backfills.Reached>> backfill = journal.backfill();
        isBackfill = backfill.isPresent();
        List<Part> parts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String next = null;
        int total;
        do {
            Instant asked = journal.now();
            Pulled.Got<Listing> page = got(puller.list(link, next));
            parts.addAll(page.value().parts());
            journal.listed(page.value(), page.bytes(), asked);
            journal.requireGoingOn();
            next = page.value().next();
            total = page.value().total();
        } while (next != null && seen.add(next) && seen.size() < MOST_LIST_PAGES);
        judge(parts, next == null, total);
        parts.stream()
                .sorted(Comparator.comparing(Part::changedAt).reversed())
                .forEach(part -> add(
                        part,
                        positions.getOrDefault(part.key(), Position.start(part.key())),
                        backfill.flatMap(reached -> remaining(part, reached))));
        walks.addAll(later);
        isListed = true;
    }

    /**
     * A list that ended, and has as many parts as the vendor says that there are, is whole: then what it lacks counts
     * as missed. Pages that shrink while they are read take nothing away.
     */
    private void judge(List<Part> parts, boolean isEnded, int total) {
        Set<String> keys = parts.stream().map(Part::key).collect(Collectors.toSet());
        if (!isEnded) {
            isLeft = true;
            journal.skipped("the list of " + puller.parts() + " did not come to an end, and what was listed is read");
        } else if (keys.size() != total) {
            isLeft = true;
            journal.skipped("the list had " + keys.size() + " " + puller.parts() + " and said " + total
                    + "; what was listed is read, and nothing is taken for gone");
        } else {
            journal.listedWhole(keys);
        }
    }

    /**
     * Where a part is still to be read whole again; empty where it was, or where a part is a list of changes alone and
     * has no whole.
     */
    private static Optional<Position> remaining(Part part, Map<String, Backfills.Reached> reached) {
        Backfills.Reached known = reached.get(part.key());
        if (part.order() instanceof Puller.Order.ByChangeFrom || (known != null && known.isDone())) {
            return Optional.empty();
        }
        return Optional.of(known == null ? Position.start(part.key()) : known.position());
    }

    /** What changed is read first, so that a long walk of everything keeps nobody waiting for it. */
    private void add(Part part, Position position, Optional<Position> again) {
        Duration overlap = puller.manifest().freshness().overlap();
        boolean isOneWalk = position.readTo() == null || part.order() instanceof Puller.Order.Whole;
        if (again.isEmpty()) {
            add(new Walk(part, position, overlap));
        } else if (isOneWalk) {
            walks.add(new Walk(part, again.get(), overlap, Walk.Aim.AGAIN_AND_CHANGES));
        } else {
            add(new Walk(part, position, overlap));
            later.add(new Walk(part, again.get(), overlap, Walk.Aim.AGAIN));
        }
    }

    private void add(Walk walk) {
        if (walk.isRested(journal.now())) {
            journal.rested();
        } else {
            walks.add(walk);
        }
    }

    private void walk(Walk walk) {
        for (int i = 0; i < PAGES_A_TURN && !walk.isLong(mostPages); i++) {
            if (!goesOn(walk)) {
                return;
            }
            journal.requireGoingOn();
        }
        if (walk.isLong(mostPages)) {
            left(walk, "has more pages than one run reads; the next run goes on");
        } else {
            walks.add(walk);
        }
    }

    /** Reads one page, and says whether the walk goes on. */
    private boolean goesOn(Walk walk) {
        Instant asked = journal.now();
        Pulled<Page> pulled = pulse.during(
                () -> puller.page(link, walk.part(), walk.position().page(), walk.since()), journal::renew);
        return switch (pulled) {
            case Pulled.Got<Page>(Page page, long bytes) -> took(walk, new Heard(page, bytes, asked));
            case Pulled.Lost<Page> lost -> isBegunAnew(walk, lost.why());
            case Pulled.Closed<Page> closed -> {
                journal.skipped(closed.why());
                yield false;
            }
            case Pulled.Failed<Page> failed -> {
                left(walk, failed.why());
                yield false;
            }
            case Pulled.Later<Page> later -> throw new Stop(later);
            case Pulled.Ended<Page> ended -> throw new Stop(ended);
        };
    }

    private boolean took(Walk walk, Heard heard) {
        Page page = heard.page();
        if (walk.isCircle(page)) {
            journal.circle(heard, walk.aim(), walk.position());
            left(walk, "the vendor led in a circle; the next run begins that part anew");
            return false;
        }
        Position after = walk.after(page, journal.now());
        journal.page(heard, walk.aim(), after);
        walk.moved(after);
        if (after.page() == null) {
            journal.partDone(walk.aim());
        }
        return after.page() != null;
    }

    /** What was kept of it is not asked with again: that it does not hold is committed first. */
    private boolean isBegunAnew(Walk walk, String why) {
        boolean may = walk.mayBeginAnew();
        journal.again(walk.aim(), walk.position());
        if (may) {
            walk.begunAnew();
        } else {
            left(walk, why);
        }
        return may;
    }

    /** It is not at its end, and the next run tries again. */
    private void left(Walk walk, String why) {
        isLeft |= walk.aim() != Walk.Aim.CHANGES;
        journal.skipped(why);
    }

    private static <T> Pulled.Got<T> got(Pulled<T> pulled) {
        if (pulled instanceof Pulled.Got<T> got) {
            return got;
        }
        throw new Stop(pulled);
    }

    private void stopped(Pulled<?> how) {
        switch (how) {
            case Pulled.Later<?> later ->
                journal.end(
                        partial(),
                        puller.manifest().vendor() + " asks to wait until " + later.until() + " (" + later.why() + ")",
                        Duration.between(journal.now(), later.until()));
            case Pulled.Ended<?> ended -> {
                journal.linkEnded(ended.state(), ended.why());
                journal.end(partial(), ended.why(), null);
            }
            case Pulled.Failed<?> failed -> journal.end(partial(), failed.why(), null);
            case Pulled.Lost<?> lost -> journal.end(partial(), lost.why(), null);
            case Pulled.Closed<?> closed -> {
                journal.linkClosed(closed.why());
                journal.end(partial(), closed.why(), null);
            }
            case Pulled.Got<?> _ -> throw new IllegalStateException("an answer ends no run");
        }
    }

    private State partial() {
        return journal.isEmpty() ? State.FAILED : State.PARTIAL;
    }
}
