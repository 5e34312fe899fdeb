package dev.mullion.connectors.github;

import dev.mullion.connectors.Puller.Listing;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Fact;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
    private final Slot<PrivateText> defaultBranch;

    /**
     * What a repository's pull requests are asked for, and judged, with. GraphQL shows the default branch only to who
     * may read contents; the list of repositories tells it to everybody.
     *
     * @param defaultBranch its hash by {@link Branches}; null where the list does not say
     */
    record Handle(String node, @Nullable IdHash defaultBranch) {

        private static final String BETWEEN = " ";

        static Handle of(String text) {
            String[] halves = text.split(BETWEEN, 2);
            return new Handle(halves[0], halves.length == 1 ? null : new IdHash(UUID.fromString(halves[1])));
        }

        String text() {
            return defaultBranch == null ? node : node + BETWEEN + defaultBranch.value();
        }
    }

    RepositoryListing(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        total = allow.count("total_count");
        AllowList.Builder element = allow.element("repositories");
        repository = new RepositoryPaths(element, "");
        node = element.pointer("node_id", LONGEST_NODE);
        defaultBranch = element.compared("default_branch");
        repositories = allow.each("repositories", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    Listing listing(Reading reading, IdHasher hasher) {
        List<Reading> listed = reading.require(repositories);
        List<Part> parts = listed.stream().map(element -> part(element, hasher)).toList();
        List<Fact> facts = listed.stream()
                .flatMap(element -> repository.facts(element, repository.asOf(element)).stream())
                .toList();
        return new Listing(parts, facts, reading.require(total), null);
    }

    private Part part(Reading element, IdHasher hasher) {
        Instant changed = repository.asOf(element);
        long id = repository.id(element).value();
        PrivateText branch = element.get(defaultBranch);
        var handle = new Handle(element.require(node), branch == null ? null : Branches.hash(hasher, id, branch));
        return new Part(Long.toString(id), handle.text(), changed);
    }
}
