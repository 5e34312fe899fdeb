package dev.mullion.connectors.github;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The short form in which an installation lists its repositories: id, name and whether it is private. Of a longer list
 * than {@link #MOST} the rest is skipped: each repository's next event tells of it.
 */
final class ListedRepositories {

    static final int MOST = 10_000;

    private final Slot<List<Reading>> repositories;
    private final Slot<Long> id;
    private final Slot<String> name;
    private final Slot<Boolean> isPrivate;

    ListedRepositories(AllowList.Builder allow, String array) {
        AllowList.Builder element = allow.element(array);
        id = element.id("id");
        name = element.text("name", Kind.LABEL, Label.LONGEST);
        isPrivate = element.flag("private");
        repositories = allow.each(array, MOST, Excess.SKIPPED, element);
    }

    List<Fact> facts(Reading reading, InstallationPaths installation) {
        List<Reading> listed = reading.get(repositories);
        if (listed == null || listed.isEmpty()) {
            return List.of();
        }
        Instant asOf = installation.asOf(reading);
        return listed.stream().flatMap(element -> facts(element, asOf)).toList();
    }

    private Stream<Fact> facts(Reading element, Instant asOf) {
        RepositoryId repository = new RepositoryId(element.require(id));
        Repository stated =
                new Repository(repository, element.require(isPrivate), null, null, null, null, null, null, null, asOf);
        return Stream.concat(Stream.of(stated), RepositoryPaths.labels(repository, element.get(name), asOf));
    }
}
