package dev.mullion.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mullion.telemetry.engineering.Repositories;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A repository as the API shows it. */
record RepositoryView(
        String id,
        String name,
        boolean labelled,
        @JsonProperty("private") boolean isPrivate,
        boolean archived,
        boolean removed,
        @Nullable String language,
        @Nullable Instant pushedAt,
        Instant asOf,
        long inProgress,
        long recentlyMerged) {

    static RepositoryView of(Repositories.Entry entry) {
        return new RepositoryView(
                entry.id().toString(),
                entry.name(),
                entry.labelled(),
                entry.isPrivate(),
                entry.archived(),
                entry.removed(),
                entry.language(),
                entry.pushedAt(),
                entry.asOf(),
                entry.inProgress(),
                entry.recentlyMerged());
    }
}
