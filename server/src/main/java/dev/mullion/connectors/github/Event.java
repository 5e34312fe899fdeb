package dev.mullion.connectors.github;

import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.keys.IdHasher;
import java.util.Locale;

/** One of GitHub's webhook events: what is read of its body, and which facts that makes. Threads may share it. */
sealed interface Event
        permits InstallationEvent,
                InstallationRepositoriesEvent,
                NotedEvent,
                PullRequestEvent,
                PushEvent,
                RepositoryEvent,
                ReviewEvent {

    /** What may be read. */
    AllowList list();

    /** What becomes of it. */
    Projected projected(Reading reading, IdHasher hasher);

    /** The vendor's spelling of a known action. */
    static String spelled(Enum<?> action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
