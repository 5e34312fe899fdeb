package dev.mullion.ingest.sync;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.ingest.sync.Positions.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One part of a run while it is walked, what changed last first. For one thread at a time. */
final class Walk {

    /** 100,000 objects of GitHub's; a longer walk goes on in the next run. */
    static final int MOST_PAGES = 2_000;

    private final Part part;
    private final Duration overlap;
    private final Set<String> seen = new HashSet<>();
    private Position position;
    private boolean isBegunAnew;
    private int pages;

    Walk(Part part, Position position, Duration overlap) {
        this.part = part;
        this.position = position;
        this.overlap = overlap;
    }

    Part part() {
        return part;
    }

    Position position() {
        return position;
    }

    /** Whether this page is no further than one before: a vendor that leads in a circle is not followed. */
    boolean isCircle(Page page) {
        return page.next() != null && (page.next().equals(position.page()) || seen.contains(page.next()));
    }

    boolean isLast(Page page) {
        return page.next() == null || isReached(page.oldest());
    }

    /** Whether what follows was read before. A page that overlaps is read again: the vendor may have shown it late. */
    private boolean isReached(@Nullable Instant oldest) {
        return position.readTo() != null
                && oldest != null
                && oldest.isBefore(position.readTo().minus(overlap));
    }

    /**
     * Where it stands after a page.
     *
     * @param now what is dated later than this moves the walk no further than to it: else one object of the year 9999
     *     would end every walk that follows
     */
    Position after(Page page, Instant now) {
        Instant newest = (page.newest() != null && page.newest().isAfter(now)) ? now : page.newest();
        return (page.next() == null || isLast(page)) ? position.done(newest) : position.on(newest, page.next());
    }

    void moved(Position to) {
        position = to;
        pages++;
        if (to.page() != null) {
            seen.add(to.page());
        }
    }

    /** Whether it may begin anew: once, and only where there was a position to lose. */
    boolean mayBeginAnew() {
        return position.page() != null && !isBegunAnew;
    }

    void begunAnew() {
        position = position.again();
        isBegunAnew = true;
        seen.clear();
    }

    boolean isLong() {
        return pages >= MOST_PAGES;
    }
}
