package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of events, the newest first. Of each only which subscription it is about and when it was: what the event shows
 * of it has the shape of another release, and without what was expanded.
 */
final class EventPage {

    private static final int MOST = 100;

    private enum What {
        SUBSCRIPTION,
        DISCOUNT,
        OTHER
    }

    private final AllowList list;
    private final Slot<Boolean> hasMore;
    private final Slot<List<Reading>> data;
    private final Slot<String> id;
    private final Slot<Instant> created;
    private final Slot<What> what;
    private final Slot<String> object;
    private final Slot<Reading> subscription;
    private final Slot<String> subscriptionId;

    EventPage(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        hasMore = allow.flag("has_more");
        AllowList.Builder element = allow.element("data");
        id = element.idText("id", 80);
        created = element.instant("created");
        what = element.stage("data.object.object", What.class, What.OTHER);
        object = element.idText("data.object.id", 255);
        AllowList.Builder of = element.object("data.object.subscription");
        subscriptionId = of.idText("id", 255);
        subscription = element.oneOrItsId("data.object.subscription", of, subscriptionId);
        data = allow.each("data", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /**
     * @param touched the subscriptions that changed, each with the time of its newest event
     * @param next the last id on a page that others follow
     */
    record Found(
            Map<String, Instant> touched,
            int objects,
            @Nullable Instant newest,
            @Nullable Instant oldest,
            boolean hasMore,
            @Nullable String next) {
        Found {
            touched = new LinkedHashMap<>(touched);
        }

        /** Whether more is said to follow, and nothing is there to ask for it with. */
        boolean leadsNowhere() {
            return hasMore && next == null;
        }
    }

    Found found(Reading reading) {
        List<Reading> all = reading.require(data);
        Map<String, Instant> touched = new LinkedHashMap<>();
        for (Reading one : all) {
            String of = subscription(one);
            if (of != null) {
                touched.merge(of, one.require(created), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        List<Instant> times = all.stream().map(one -> one.require(created)).toList();
        return new Found(
                touched,
                all.size(),
                times.stream().max(Instant::compareTo).orElse(null),
                times.stream().min(Instant::compareTo).orElse(null),
                reading.isSet(hasMore),
                reading.isSet(hasMore) && !all.isEmpty() ? all.getLast().require(id) : null);
    }

    private @Nullable String subscription(Reading one) {
        Reading of = one.get(subscription);
        return switch (Objects.requireNonNullElse(one.get(what), What.OTHER)) {
            case SUBSCRIPTION -> one.get(object);
            case DISCOUNT -> of == null ? null : of.get(subscriptionId);
            case OTHER -> null;
        };
    }
}
