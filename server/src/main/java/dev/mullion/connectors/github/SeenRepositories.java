package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.util.List;

/** The repositories of an installation that a person sees, each with whether they administer it. */
final class SeenRepositories {

    private static final int MOST = 100;

    /**
     * One page.
     *
     * @param administered whether the person administers each of them
     */
    record Page(int repositories, boolean administered) {}

    private final AllowList list;
    private final Slot<List<Reading>> repositories;
    private final Slot<Boolean> admin;

    SeenRepositories(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element("repositories");
        admin = element.flag("permissions.admin");
        repositories = allow.each("repositories", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    Page page(Reading reading) {
        List<Reading> seen = reading.require(repositories);
        return new Page(seen.size(), seen.stream().allMatch(one -> one.isSet(admin)));
    }
}
