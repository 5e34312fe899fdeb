package dev.mullion.connectors.github;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Makes typed facts of GitHub's webhook bodies and keeps nothing else of them. Bodies come verified, and stay the
 * caller's to wipe. Threads may share it.
 */
@Component
public final class GitHubProjection {

    private final Map<String, Event> events;
    private final AllowList owner;
    private final Slot<Long> installation;

    public GitHubProjection() {
        Parsers parsers = new Parsers(FieldNames.all());
        events = Map.of(
                "pull_request", new PullRequestEvent(parsers),
                "pull_request_review", new ReviewEvent(parsers),
                "push", new PushEvent(parsers),
                "repository", new RepositoryEvent(parsers),
                "installation", new InstallationEvent(parsers),
                "installation_repositories", new InstallationRepositoriesEvent(parsers),
                "github_app_authorization", new NotedEvent(parsers),
                "meta", new NotedEvent(parsers));
        AllowList.Builder allow = AllowList.builder();
        installation = allow.id("installation.id");
        owner = allow.build(parsers);
    }

    /** The {@code installation.id} of a verified body, or empty where there is none to read; looks at nothing else. */
    public OptionalLong installation(byte[] body, int length) {
        return owner.read(
                body,
                length,
                reading -> {
                    Long id = reading.get(installation);
                    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
                },
                (path, expected) -> OptionalLong.empty());
    }

    /**
     * Projects one verified body. Never throws for any bytes; an event that is not known, or of which nothing is kept
     * ({@code ping}), is ignored unread.
     *
     * @param event the value of {@code X-GitHub-Event}
     */
    public Projected project(String event, byte[] body, int length, IdHasher hasher) {
        Event known = events.get(event);
        if (known == null) {
            return new Projected.Ignored("");
        }
        return known.list().read(body, length, reading -> known.projected(reading, hasher), Projected.Refused::new);
    }

    /** Every path that is ever read, by event: "what we keep". */
    public SortedMap<String, List<KeptPath>> kept() {
        SortedMap<String, List<KeptPath>> paths = new TreeMap<>();
        paths.put(Manifest.EVERY_EVENT, owner.paths());
        events.forEach((name, event) -> paths.put(name, event.list().paths()));
        return Collections.unmodifiableSortedMap(paths);
    }
}
