package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;

/** An event of which only the action is noted, for the list of deliveries: {@code meta} and revoked authorizations. */
final class NotedEvent implements Event {

    private enum Action {
        DELETED,
        REVOKED,
        OTHER
    }

    private final AllowList list;
    private final Slot<Action> action;

    NotedEvent(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        action = allow.stage("action", Action.class, Action.OTHER);
        list = allow.build(parsers);
    }

    @Override
    public AllowList list() {
        return list;
    }

    @Override
    public Projected projected(Reading reading, IdHasher hasher) {
        Action stated = reading.require(action);
        return switch (stated) {
            case DELETED, REVOKED -> new Projected.Ignored(Event.spelled(stated));
            case OTHER -> new Projected.Ignored("");
        };
    }
}
