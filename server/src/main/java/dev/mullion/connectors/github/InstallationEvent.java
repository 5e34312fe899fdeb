package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.Projected.Lifecycle;
import dev.mullion.connectors.Projected.LinkStatement;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Fact;
import java.util.List;

/** {@code installation}: what happens to the link itself. A new one lists its repositories. */
final class InstallationEvent implements Event {

    private enum Action {
        CREATED,
        DELETED,
        SUSPEND,
        UNSUSPEND,
        NEW_PERMISSIONS_ACCEPTED,
        OTHER
    }

    private final AllowList list;
    private final Slot<Action> action;
    private final InstallationPaths installation;
    private final ListedRepositories repositories;

    InstallationEvent(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        action = allow.stage("action", Action.class, Action.OTHER);
        installation = new InstallationPaths(allow);
        repositories = new ListedRepositories(allow, "repositories");
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
            case CREATED -> kept(stated, repositories.facts(reading, installation), at(reading, Lifecycle.CREATED));
            case DELETED -> kept(stated, List.of(), at(reading, Lifecycle.REMOVED));
            case SUSPEND -> kept(stated, List.of(), at(reading, Lifecycle.SUSPENDED));
            case UNSUSPEND -> kept(stated, List.of(), at(reading, Lifecycle.UNSUSPENDED));
            case NEW_PERMISSIONS_ACCEPTED -> kept(stated, List.of(), at(reading, Lifecycle.PERMISSIONS_ACCEPTED));
            case OTHER -> new Projected.Ignored("");
        };
    }

    private static Projected kept(Action stated, List<Fact> facts, LinkStatement lifecycle) {
        return new Projected.Kept(Event.spelled(stated), facts, lifecycle);
    }

    private LinkStatement at(Reading reading, Lifecycle change) {
        return new LinkStatement(change, installation.stated(reading));
    }
}
