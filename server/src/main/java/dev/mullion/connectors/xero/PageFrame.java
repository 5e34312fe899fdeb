package dev.mullion.connectors.xero;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.Fact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is around the entries of every list: how many pages there are. */
final class PageFrame {

    private static final int MOST = 1_000;

    private final Slot<List<Reading>> entries;
    private final Slot<Integer> pages;
    private final Slot<Integer> page;

    /** @param element complete by now */
    PageFrame(AllowList.Builder allow, String array, AllowList.Builder element) {
        pages = allow.count("pagination.pageCount");
        page = allow.count("pagination.page");
        entries = allow.each(array, MOST, Excess.REFUSED, element);
    }

    /** An entry that is kept, with when it changed. */
    record Entry(Fact fact, Instant updatedAt) {}

    /**
     * Xero counts pages; where it does not say how many there are, a full one is followed by another. A page that is
     * not the one that was asked for, or has nothing on it and others behind it, leads to itself, so that the walk sees
     * a circle: what was left out between two pages would otherwise be asked for never again.
     */
    Page page(Reading reading, int number, Function<Reading, Entry> kept) {
        List<Entry> found = reading.require(entries).stream().map(kept).toList();
        Integer count = reading.get(pages);
        boolean isLast = count == null ? found.size() < XeroManifest.PAGE_SIZE : number >= count;
        boolean isAstray = !isNumbered(reading, number) || (found.isEmpty() && !isLast);
        String next = isAstray ? Integer.toString(number) : Integer.toString(number + 1);
        return new Page(
                found.stream().map(Entry::fact).toList(),
                found.size(),
                0,
                extreme(found, Comparator.naturalOrder()),
                extreme(found, Comparator.reverseOrder()),
                isLast && !isAstray ? null : next);
    }

    private boolean isNumbered(Reading reading, int asked) {
        Integer said = reading.get(page);
        return said == null || said == asked;
    }

    private static @Nullable Instant extreme(List<Entry> found, Comparator<Instant> order) {
        return found.stream().map(Entry::updatedAt).max(order).orElse(null);
    }
}
