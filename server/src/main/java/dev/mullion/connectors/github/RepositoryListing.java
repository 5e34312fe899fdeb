package dev.mullion.connectors.github;

import dev.mullion.connectors.Puller.Listing;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the repositories that an installation may read. Each is a part: walked by itself. */
final class RepositoryListing {

    private static final int MOST = 100;
    private static final int LONGEST_NODE = 100;

    private final AllowList list;
    private final Slot<Integer> total;
    private final Slot<List<Reading>> repositories;
    private final RepositoryPaths repository;
    private final Slot<String> node;

    RepositoryListing(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        total = allow.count("total_count");
        AllowList.Builder element = allow.element("repositories");
        repository = new RepositoryPaths(element, "");
        node = element.pointer("node_id", LONGEST_NODE);
        repositories = allow.each("repositories", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    Listing listing(Reading reading, @Nullable String next) {
        List<Reading> listed = reading.require(repositories);
        List<Part> parts = listed.stream().map(this::part).toList();
        List<Fact> facts = listed.stream()
                .flatMap(element -> repository.facts(element, repository.asOf(element)).stream())
                .toList();
        return new Listing(parts, facts, reading.require(total), next);
    }

    private Part part(Reading element) {
        Instant changed = repository.asOf(element);
        return new Part(Long.toString(repository.id(element).value()), element.require(node), changed);
    }
}
