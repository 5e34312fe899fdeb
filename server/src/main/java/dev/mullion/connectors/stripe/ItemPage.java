package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the items of one subscription, for those that have more than come with it. */
final class ItemPage {

    private static final int MOST = 100;

    private final AllowList list;
    private final Slot<Boolean> hasMore;
    private final Slot<List<Reading>> data;
    private final ItemShape item;
    private final Slot<String> id;

    ItemPage(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        hasMore = allow.flag("has_more");
        AllowList.Builder element = allow.element("data");
        item = new ItemShape(element);
        id = item.id();
        data = allow.each("data", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /**
     * @param isWhole whether every item on the page could be read
     * @param next the last id on a page that others follow
     */
    record Found(
            List<ItemShape.Draft> drafts,
            boolean isWhole,
            boolean hasMore,
            @Nullable String next) {
        Found {
            drafts = List.copyOf(drafts);
        }

        /** Whether more is said to follow, and nothing is there to ask for it with. */
        boolean leadsNowhere() {
            return hasMore && next == null;
        }
    }

    Found found(Reading reading, IdHasher hasher) {
        List<Reading> all = reading.require(data);
        List<ItemShape.Draft> drafts =
                all.stream().flatMap(one -> item.draft(one, hasher).stream()).toList();
        String last = all.isEmpty() ? null : all.getLast().require(id);
        boolean isMore = reading.isSet(hasMore);
        return new Found(drafts, drafts.size() == all.size(), isMore, isMore ? last : null);
    }
}
