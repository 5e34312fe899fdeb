package dev.mullion.connectors.github;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository, as events carry it and as an installation lists it in full. */
final class RepositoryPaths {

    private static final int LONGEST_LANGUAGE = 40;

    /** The alphabet of GitHub's linguist; anything else in that field is not a language and is not kept. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 +#.'*()_-]*");

    private final Slot<Long> id;
    private final Slot<String> name;
    private final Slot<Boolean> isPrivate;
    private final Slot<Boolean> archived;
    private final Slot<Boolean> fork;
    private final Slot<String> language;
    private final Slot<Integer> size;
    private final Slot<Integer> openIssues;
    private final Slot<Instant> createdAt;
    private final Slot<Instant> updatedAt;
    private final Slot<Instant> pushedAt;

    /** The one object that most events carry. */
    RepositoryPaths(AllowList.Builder allow) {
        this(allow, "repository.");
    }

    /** @param at what stands before each name: empty for the elements of a list */
    RepositoryPaths(AllowList.Builder allow, String at) {
        id = allow.id(at + "id");
        name = allow.text(at + "name", Kind.LABEL, Label.LONGEST);
        isPrivate = allow.flag(at + "private");
        archived = allow.flag(at + "archived");
        fork = allow.flag(at + "fork");
        language = allow.text(at + "language", Kind.STAGE, LONGEST_LANGUAGE + 1);
        size = allow.count(at + "size");
        openIssues = allow.count(at + "open_issues_count");
        createdAt = allow.instant(at + "created_at");
        updatedAt = allow.instant(at + "updated_at");
        pushedAt = allow.instant(at + "pushed_at");
    }

    /** For the events that compare a branch with the default one. */
    static Slot<PrivateText> defaultBranch(AllowList.Builder allow) {
        return allow.compared("repository.default_branch");
    }

    RepositoryId id(Reading reading) {
        return new RepositoryId(reading.require(id));
    }

    @Nullable Instant pushedAt(Reading reading) {
        return reading.get(pushedAt);
    }

    /** Refuses the body without it. */
    Instant requirePushedAt(Reading reading) {
        return reading.require(pushedAt);
    }

    /** The latest instant that the body states, of the repository or of the event itself. */
    Instant asOf(Reading reading, @Nullable Instant... events) {
        Instant updated = reading.require(updatedAt);
        return Stream.concat(Stream.of(events), Stream.of(updated, reading.get(pushedAt)))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(updated);
    }

    /** The repository and its label, followed by what happened in it. */
    List<Fact> facts(Reading reading, Instant asOf, Fact... happened) {
        Stream<Fact> stated =
                Stream.concat(Stream.of(repository(reading, asOf)), labels(id(reading), reading.get(name), asOf));
        return Stream.concat(stated, Stream.of(happened)).toList();
    }

    /** The label of a repository, where there is a name to show. */
    static Stream<Label> labels(RepositoryId repository, @Nullable String name, Instant asOf) {
        if (name == null) {
            return Stream.empty();
        }
        return Stream.of(new Label(Label.Kind.REPOSITORY, repository.value(), name, asOf))
                .filter(label -> !label.text().isBlank());
    }

    private Repository repository(Reading reading, Instant asOf) {
        return new Repository(
                id(reading),
                reading.require(isPrivate),
                reading.get(archived),
                reading.get(fork),
                language(reading.get(language)),
                reading.get(size),
                reading.get(openIssues),
                reading.get(createdAt),
                reading.get(pushedAt),
                asOf);
    }

    private static @Nullable String language(@Nullable String word) {
        boolean known = word != null
                && word.length() <= LONGEST_LANGUAGE
                && LANGUAGE.matcher(word).matches();
        return known ? word : null;
    }
}
