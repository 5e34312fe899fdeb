package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the list of subscriptions. */
final class SubscriptionPage {

    private static final int MOST = 100;

    private final AllowList list;
    private final Slot<Boolean> hasMore;
    private final Slot<List<Reading>> data;
    private final SubscriptionShape subscription;
    private final Slot<String> id;

    SubscriptionPage(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        hasMore = allow.flag("has_more");
        AllowList.Builder element = allow.element("data");
        subscription = new SubscriptionShape(element);
        id = subscription.id();
        data = allow.each("data", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /**
     * @param skipped how many of the objects are not kept
     * @param next the last id on a page that others follow
     */
    record Found(
            List<SubscriptionShape.Draft> drafts,
            int objects,
            int skipped,
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
        List<SubscriptionShape.Draft> drafts = all.stream()
                .flatMap(one -> subscription.draft(one, hasher).stream())
                .toList();
        String last = all.isEmpty() ? null : all.getLast().require(id);
        boolean isMore = reading.isSet(hasMore);
        return new Found(drafts, all.size(), all.size() - drafts.size(), isMore, isMore ? last : null);
    }
}
