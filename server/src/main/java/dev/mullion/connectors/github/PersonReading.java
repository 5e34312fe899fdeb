package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;

/** Who signed in at GitHub, by number. */
final class PersonReading {

    private final AllowList list;
    private final Slot<Long> id;

    PersonReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        id = allow.id("id");
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    long id(Reading reading) {
        return reading.require(id);
    }
}
