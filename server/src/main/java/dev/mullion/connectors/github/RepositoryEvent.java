package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.RepositoryRemoved;
import java.time.Instant;
import java.util.List;

/**
 * {@code repository}: what a repository is by now. Of a deleted one only its going is kept, so that no label returns.
 */
final class RepositoryEvent implements Event {

    private enum Action {
        CREATED,
        EDITED,
        RENAMED,
        TRANSFERRED,
        ARCHIVED,
        UNARCHIVED,
        PRIVATIZED,
        PUBLICIZED,
        DELETED,
        OTHER
    }

    private final AllowList list;
    private final Slot<Action> action;
    private final RepositoryPaths repository;

    RepositoryEvent(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        action = allow.stage("action", Action.class, Action.OTHER);
        repository = new RepositoryPaths(allow);
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
            case CREATED, EDITED, RENAMED, TRANSFERRED, ARCHIVED, UNARCHIVED, PRIVATIZED, PUBLICIZED ->
                new Projected.Kept(Event.spelled(stated), repository.facts(reading, repository.asOf(reading)), null);
            case DELETED -> new Projected.Kept(Event.spelled(stated), List.of(removed(reading)), null);
            case OTHER -> new Projected.Ignored("");
        };
    }

    private RepositoryRemoved removed(Reading reading) {
        Instant at = repository.asOf(reading);
        return new RepositoryRemoved(repository.id(reading), at);
    }
}
