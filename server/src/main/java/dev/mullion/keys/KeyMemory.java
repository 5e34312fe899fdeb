package dev.mullion.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was unwrapped, for a bounded time and number of uses. One thread unwraps for all that wait for the same
 * workspace, and nobody waits for another one's. Where the service does not answer, what is remembered goes on for a
 * while; where it refuses, or the keys were destroyed, nothing does.
 */
final class KeyMemory {

    private static final int MOST_REMEMBERED = 10_000;
    private static final long MOST_USES = 100_000;

    private final Ticker ticker;
    private final Cache<UUID, Remembered> remembered;
    private final ConcurrentMap<UUID, CompletableFuture<WorkspaceKeys>> underWay = new ConcurrentHashMap<>();

    private record Remembered(WorkspaceKeys keys, long since, AtomicLong uses) {}

    KeyMemory(Ticker ticker) {
        this.ticker = ticker;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(KeySets.GRACE)
                .ticker(ticker)
                .build();
    }

    WorkspaceKeys get(UUID workspace, Function<UUID, WorkspaceKeys> unwrapping) {
        Remembered held = remembered.getIfPresent(workspace);
        return held != null && isFresh(held) ? held.keys() : once(workspace, unwrapping);
    }

    /** What is remembered, without asking anybody. */
    Optional<WorkspaceKeys> held(UUID workspace) {
        return Optional.ofNullable(remembered.getIfPresent(workspace)).map(Remembered::keys);
    }

    void forget(UUID workspace) {
        remembered.invalidate(workspace);
    }

    private boolean isFresh(Remembered held) {
        return ticker.read() - held.since() < KeySets.MEMORY.toNanos()
                && held.uses().incrementAndGet() <= MOST_USES;
    }

    private WorkspaceKeys once(UUID workspace, Function<UUID, WorkspaceKeys> unwrapping) {
        var mine = new CompletableFuture<WorkspaceKeys>();
        CompletableFuture<WorkspaceKeys> before = underWay.putIfAbsent(workspace, mine);
        if (before != null) {
            return awaited(before);
        }
        try {
            WorkspaceKeys keys = anew(workspace, unwrapping);
            mine.complete(keys);
            return keys;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(workspace, mine);
        }
    }

    private WorkspaceKeys anew(UUID workspace, Function<UUID, WorkspaceKeys> unwrapping) {
        try {
            WorkspaceKeys keys = unwrapping.apply(workspace);
            remembered.put(workspace, new Remembered(keys, ticker.read(), new AtomicLong()));
            return keys;
        } catch (KeysUnavailable e) {
            Remembered held = remembered.getIfPresent(workspace);
            if (e.reason() == KeysUnavailable.Reason.UNREACHABLE && held != null) {
                return held.keys();
            }
            forget(workspace);
            throw e;
        }
    }

    private static WorkspaceKeys awaited(CompletableFuture<WorkspaceKeys> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KeysUnavailable same
                    ? new KeysUnavailable(same.reason(), String.valueOf(same.getMessage()), same)
                    : e;
        }
    }
}
