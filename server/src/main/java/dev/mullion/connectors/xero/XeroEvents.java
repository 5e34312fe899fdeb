package dev.mullion.connectors.xero;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What a webhook of Xero's says: that something of an organisation changed, and no amounts. An event has no id, so what
 * tells it from others is what it says.
 */
@Component
public final class XeroEvents {

    private static final List<String> NAMES = List.of(
            "events",
            "resourceUrl",
            "resourceId",
            "eventDateUtc",
            "eventType",
            "eventCategory",
            "tenantId",
            "tenantType",
            "data",
            "Type",
            "Status",
            "firstEventSequence",
            "lastEventSequence",
            "entropy");
    private static final int MOST = 1_000;
    private static final int LONGEST_ID = 40;
    private static final int LONGEST_DATE = 40;

    private final AllowList list;
    private final Slot<List<Reading>> events;
    private final Slot<Category> category;
    private final Slot<Type> type;
    private final Slot<String> resource;
    private final Slot<String> tenant;
    private final Slot<String> date;

    /** What changed. Contacts are not ours to know of, and subscriptions are those to the app itself. */
    public enum Category {
        INVOICE,
        CREDITNOTE,
        CONTACT,
        SUBSCRIPTION,
        OTHER;

        /** Whether it is a reason to read. */
        public boolean isRead() {
            return this == INVOICE || this == CREDITNOTE;
        }
    }

    private enum Type {
        CREATE,
        UPDATE,
        OTHER
    }

    public XeroEvents() {
        this(new Parsers(NAMES));
    }

    XeroEvents(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element("events");
        category = element.stage("eventCategory", Category.class, Category.OTHER);
        type = element.stage("eventType", Type.class, Type.OTHER);
        resource = element.pointer("resourceId", LONGEST_ID);
        tenant = element.pointer("tenantId", LONGEST_ID);
        date = element.text("eventDateUtc", Kind.POINTER, LONGEST_DATE);
        events = allow.each("events", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /**
     * One event.
     *
     * @param id made of all that tells it from others; the same each time that it is sent
     * @param tenant the organisation
     * @param action the vendor's word for what happened, in lower case
     */
    public record Event(UUID id, String tenant, Category category, String action) {}

    /**
     * The events of a verified body, none for Xero's question whether somebody is there; empty where it is no such
     * body.
     */
    public Optional<List<Event>> events(byte[] body, int length) {
        return list.read(
                body,
                length,
                reading -> Optional.of(
                        reading.require(events).stream().map(this::event).toList()),
                (_, _) -> Optional.empty());
    }

    private Event event(Reading one) {
        Category of = one.require(category);
        Type what = one.require(type);
        String organisation = one.require(tenant).toLowerCase(Locale.ROOT);
        String all = String.join("|", organisation, of.name(), one.require(resource), what.name(), one.require(date));
        return new Event(
                UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)),
                organisation,
                of,
                what.name().toLowerCase(Locale.ROOT));
    }
}
