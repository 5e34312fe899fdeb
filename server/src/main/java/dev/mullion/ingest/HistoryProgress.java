package dev.mullion.ingest;

import dev.mullion.tenancy.WorkspaceId;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How far older history has arrived, for the strip that pages show while it does. In memory: whoever brings history
 * reports it.
 */
@Component
public class HistoryProgress {

    private final Map<WorkspaceId, Progress> running = new ConcurrentHashMap<>();

    /**
     * Where it stands.
     *
     * @param reachedBackTo everything since this day is there
     */
    public record Progress(long done, long total, LocalDate reachedBackTo) {}

    public void report(WorkspaceId workspace, Progress progress) {
        running.put(workspace, progress);
    }

    public void finish(WorkspaceId workspace) {
        running.remove(workspace);
    }

    public Optional<Progress> of(WorkspaceId workspace) {
        return Optional.ofNullable(running.get(workspace));
    }
}
