package dev.mullion.ingest.sync;

import dev.mullion.connectors.Puller.Order;
import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.ingest.sync.Positions.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One part of a run while it is walked, what changed last first. For one thread at a time. */
final class Walk {

    /** 100,000 objects of GitHub's; a longer walk goes on in the next run. */
    static final int MOST_PAGES = 2_000;

    private final Part part;
    private final Duration overlap;
    private final Aim aim;
    private final Set<String> seen = new HashSet<>();
    private Position position;
    private boolean isBegunAnew;
    private int pages;

    /** What a part is walked for. */
    enum Aim {
        /** What changed since it was walked before; the first time, everything. */
        CHANGES,
        /** Everything again, besides a walk for what changed. */
        AGAIN,
        /** Everything again, and with it what changed. */
        AGAIN_AND_CHANGES
    }

    /** For what changed. */
    Walk(Part part, Position position, Duration overlap) {
        this(part, position, overlap, Aim.CHANGES);
    }

    Walk(Part part, Position position, Duration overlap, Aim aim) {
        this.aim = aim;
        this.part = part.order() instanceof Order.ByChangeFrom(Instant from)
                ? part.from((position.readTo() == null ? from : position.readTo()).minus(overlap))
                : part;
        this.position = position;
        this.overlap = overlap;
    }

    Part part() {
        return part;
    }

    Aim aim() {
        return aim;
    }

    Position position() {
        return position;
    }

    /** Since when the vendor is asked; null: since ever. The same for all pages of one walk. */
    @Nullable Instant since() {
        return position.readTo() == null ? null : position.readTo().minus(overlap);
    }

    /** Whether this page is no further than one before: a vendor that leads in a circle is not followed. */
    boolean isCircle(Page page) {
        return page.next() != null && (page.next().equals(position.page()) || seen.contains(page.next()));
    }

    /** Whether it was walked whole a short while ago, so that it rests. */
    boolean isRested(Instant now) {
        return part.order() instanceof Order.Whole(Duration every)
                && position.page() == null
                && position.readTo() != null
                && now.isBefore(position.readTo().plus(every));
    }

    boolean isLast(Page page) {
        return page.next() == null || isReached(page.oldest());
    }

    /** Whether what follows was read before. A page that overlaps is read again: the vendor may have shown it late. */
    private boolean isReached(@Nullable Instant oldest) {
        Instant known = position.readTo();
        return switch (part.order()) {
            case Order.Whole _ -> false;
            case Order.ByChange _ -> known != null && oldest != null && oldest.isBefore(known.minus(overlap));
            case Order.ByChangeFrom(Instant from) -> oldest != null && oldest.isBefore(from);
        };
    }

    /**
     * Where it stands after a page.
     *
     * @param now what is dated later than this moves the walk no further than to it: else one object of the year 9999
     *     would end every walk that follows
     */
    Position after(Page page, Instant now) {
        Instant newest = switch (part.order()) {
            case Order.Whole _ -> now; // everything from before its first page is on its pages
            case Order.ByChange _ -> notAfter(page.newest(), now);
            case Order.ByChangeFrom(Instant from) -> Objects.requireNonNullElse(notAfter(page.newest(), now), from);
        };
        return (page.next() == null || isLast(page)) ? position.done(newest) : position.on(newest, page.next());
    }

    private static @Nullable Instant notAfter(@Nullable Instant newest, Instant now) {
        return newest != null && newest.isAfter(now) ? now : newest;
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

    boolean isLong(int most) {
        return pages >= most;
    }
}
