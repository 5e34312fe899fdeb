package dev.mullion.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A repository as a delivery states it. Null means "this delivery does not say": an installation lists its repositories
 * with id, name and {@code private} alone.
 *
 * @param language the main language as GitHub's linguist names it, or null
 * @param sizeKilobytes GitHub's size of the repository in KB
 * @param asOf when the vendor said so: {@code repository.updated_at}, or the instant of the event when that is later;
 *     an older statement never replaces a newer one
 */
public record Repository(
        RepositoryId id,
        boolean isPrivate,
        @Nullable Boolean archived,
        @Nullable Boolean fork,
        @Nullable String language,
        @Nullable Integer sizeKilobytes,
        @Nullable Integer openIssues,
        @Nullable Instant createdAt,
        @Nullable Instant pushedAt,
        Instant asOf)
        implements Fact {

    /** The same, said at another instant. */
    public Repository saidAt(Instant at) {
        return new Repository(
                id, isPrivate, archived, fork, language, sizeKilobytes, openIssues, createdAt, pushedAt, at);
    }

    @Override
    public int bytesKept() {
        return 8 + 3 + 4 + 4 + 8 + 8 + 8 + (language == null ? 0 : language.length());
    }
}
