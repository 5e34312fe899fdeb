package dev.mullion.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.tenancy.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which logs this node has added to since it last signed them, and which steps of its clock they tell of already. */
@Component
class Unsigned {

    private final Set<WorkspaceId> waiting = ConcurrentHashMap.newKeySet();
    private final Cache<WorkspaceId, Instant> steps =
            Caffeine.newBuilder().maximumSize(10_000).build();

    void add(WorkspaceId workspace) {
        waiting.add(workspace);
    }

    /** Takes what waits; what is added from now on waits for the next time. */
    List<WorkspaceId> take() {
        List<WorkspaceId> taken = List.copyOf(waiting);
        taken.forEach(waiting::remove);
        return taken;
    }

    /** Whether the log is so far ahead of the clock that it must say so, and has not yet. */
    boolean isNewStep(WorkspaceId workspace, Instant reached, Duration ahead) {
        if (ahead.compareTo(EntryLog.CLOCK_SLACK) <= 0) {
            return false;
        }
        return !reached.equals(steps.asMap().put(workspace, reached));
    }
}
