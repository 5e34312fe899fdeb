package dev.mullion.connectors.xero;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.Books;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The organisation: its base currency and where its days begin. */
final class OrganisationReading {

    private static final int LONGEST_ZONE = 60;

    private final AllowList list;
    private final Slot<List<Reading>> organisations;
    private final Slot<String> currency;
    private final Slot<String> zone;

    OrganisationReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element("Organisations");
        currency = element.text("BaseCurrency", Kind.STAGE, 4);
        zone = element.text("Timezone", Kind.STAGE, LONGEST_ZONE);
        organisations = allow.each("Organisations", 1, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    Books books(Reading reading, UUID source, Instant now) {
        List<Reading> found = reading.require(organisations);
        if (found.isEmpty()) {
            throw reading.refusal(organisations, "one organisation");
        }
        Reading one = found.getFirst();
        String named = one.get(zone);
        return new Books(source, EntryPaths.currency(one, currency), WindowsZones.of(named == null ? "" : named), now);
    }
}
