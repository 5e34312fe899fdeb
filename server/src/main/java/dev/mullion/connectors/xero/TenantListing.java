package dev.mullion.connectors.xero;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person's consents to this app open. Xero answers with a bare array; {@link XeroApi} puts it into an object of
 * one property.
 */
final class TenantListing {

    /** What the array is called. */
    static final String ARRAY = "connections";

    private static final int MOST = 500;
    private static final int LONGEST_ID = 40;
    private static final int LONGEST_NAME = 120;

    private final AllowList list;
    private final Slot<List<Reading>> tenants;
    private final Slot<String> id;
    private final Slot<String> tenant;
    private final Slot<String> consent;
    private final Slot<Type> type;
    private final Slot<String> name;

    private enum Type {
        ORGANISATION,
        OTHER
    }

    /**
     * One organisation.
     *
     * @param link Xero's id of the way there
     * @param consent the consent that opened it last; null where Xero does not say
     * @param name shown to who chooses, and kept nowhere
     */
    record Tenant(UUID link, UUID tenant, @Nullable UUID consent, String name) {}

    TenantListing(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element(ARRAY);
        id = element.pointer("id", LONGEST_ID);
        tenant = element.pointer("tenantId", LONGEST_ID);
        consent = element.pointer("authEventId", LONGEST_ID);
        type = element.stage("tenantType", Type.class, Type.OTHER);
        name = element.text("tenantName", Kind.POINTER, LONGEST_NAME);
        tenants = allow.each(ARRAY, MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /** The organisations; practices, and what has no proper id, are left out. */
    List<Tenant> tenants(Reading reading) {
        return reading.require(tenants).stream()
                .filter(each -> each.get(type) == Type.ORGANISATION)
                .flatMap(each -> tenant(each).stream())
                .toList();
    }

    private Optional<Tenant> tenant(Reading each) {
        try {
            String said = each.get(consent);
            return Optional.of(new Tenant(
                    UUID.fromString(each.require(id)),
                    UUID.fromString(each.require(tenant)),
                    said == null ? null : UUID.fromString(said),
                    Optional.ofNullable(each.get(name)).orElse("")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
