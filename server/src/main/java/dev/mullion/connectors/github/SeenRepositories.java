package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The repositories of an installation that a person sees, each with whether they administer it. */
final class SeenRepositories {

    private static final int MOST = 100;

    /**
     * One page.
     *
     * @param administered the numbers of those that the person administers
     * @param isAdministered whether that is every one of them
     */
    record Page(Set<Long> administered, boolean isAdministered) {
        Page {
            administered = Set.copyOf(administered);
        }
    }

    private final AllowList list;
    private final Slot<List<Reading>> repositories;
    private final Slot<Long> id;
    private final Slot<Boolean> admin;

    SeenRepositories(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element("repositories");
        id = element.id("id");
        admin = element.flag("permissions.admin");
        repositories = allow.each("repositories", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    Page page(Reading reading) {
        List<Reading> seen = reading.require(repositories);
        return new Page(
                seen.stream()
                        .filter(one -> one.isSet(admin))
                        .map(one -> one.require(id))
                        .collect(Collectors.toSet()),
                seen.stream().allMatch(one -> one.isSet(admin)));
    }
}
