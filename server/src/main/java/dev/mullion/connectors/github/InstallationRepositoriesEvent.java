package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.RepositoryRemoved;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code installation_repositories}: which repositories came into scope or left it. Too long a list of removed ones is
 * refused: to skip some would keep what has to go.
 */
final class InstallationRepositoriesEvent implements Event {

    private enum Action {
        ADDED,
        REMOVED,
        OTHER
    }

    private final AllowList list;
    private final Slot<Action> action;
    private final InstallationPaths installation;
    private final ListedRepositories added;
    private final Slot<List<Reading>> removed;
    private final Slot<Long> removedId;

    InstallationRepositoriesEvent(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        action = allow.stage("action", Action.class, Action.OTHER);
        installation = new InstallationPaths(allow);
        added = new ListedRepositories(allow, "repositories_added");
        AllowList.Builder element = allow.element("repositories_removed");
        removedId = element.id("id");
        removed = allow.each("repositories_removed", ListedRepositories.MOST, Excess.REFUSED, element);
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
            case ADDED, REMOVED -> new Projected.Kept(Event.spelled(stated), facts(reading), null);
            case OTHER -> new Projected.Ignored("");
        };
    }

    private List<Fact> facts(Reading reading) {
        return Stream.concat(
                        added.facts(reading, installation).stream(),
                        reading.require(removed).stream().map(gone -> removed(gone, installation.asOf(reading))))
                .toList();
    }

    private Fact removed(Reading gone, Instant at) {
        return new RepositoryRemoved(new RepositoryId(gone.require(removedId)), at);
    }
}
