package dev.mullion.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.keys.KeysUnavailable.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was unwrapped, for a bounded time and number of uses, and who was refused. One thread unwraps for all that wait
 * for the same workspace, and nobody waits for another one's. A service that did not answer is asked again beside the
 * work and not before it: where something is remembered, that goes on for a while; where its key was refused before, it
 * stays locked until it opens.
 */
final class KeyMemory {

    /** How soon after a failure it is tried again. */
    static final Duration AGAIN = Duration.ofSeconds(2);

    private static final int MOST_REMEMBERED = 10_000;
    private static final long MOST_USES = 100_000;
    private static final long MOST_USES_IN_GRACE = 10 * MOST_USES;

    /** From this age on whoever uses them has them asked for anew, beside his own work. */
    private static final Duration EARLY = KeySets.MEMORY.multipliedBy(3).dividedBy(4);

    private final Ticker ticker;
    private final Function<UUID, WorkspaceKeys> unwrapping;
    private final Cache<UUID, Remembered> remembered;
    private final Cache<UUID, Failed> failures;
    private final ConcurrentMap<UUID, CompletableFuture<WorkspaceKeys>> underWay = new ConcurrentHashMap<>();

    private record Remembered(WorkspaceKeys keys, long since, AtomicLong uses) {}

    private record Failed(KeysUnavailable why, long at) {}

    KeyMemory(Ticker ticker, Function<UUID, WorkspaceKeys> unwrapping) {
        this.ticker = ticker;
        this.unwrapping = unwrapping;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(KeySets.GRACE)
                .ticker(ticker)
                .build();
        this.failures = Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    }

    /** What is remembered, or what is had by asking. */
    WorkspaceKeys get(UUID workspace) {
        Remembered held = remembered.getIfPresent(workspace);
        long uses = held == null ? 0 : held.uses().incrementAndGet();
        if (held != null && uses <= MOST_USES && isYounger(held.since(), KeySets.MEMORY)) {
            if (!isYounger(held.since(), EARLY)) {
                askBeside(workspace);
            }
            return held.keys();
        }
        Failed failed = failures.getIfPresent(workspace);
        if (failed == null) {
            return held(workspace, this::ask);
        }
        if (!isYounger(failed.at(), AGAIN)) {
            askBeside(workspace);
        }
        if (failed.why().reason() == Reason.UNREACHABLE && held != null && uses <= MOST_USES_IN_GRACE) {
            return held.keys();
        }
        throw again(failed.why());
    }

    /** In the grace where the first that asks finds nobody. */
    private WorkspaceKeys held(UUID workspace, Function<UUID, WorkspaceKeys> asking) {
        try {
            return asking.apply(workspace);
        } catch (KeysUnavailable e) {
            if (e.reason() == Reason.UNREACHABLE) {
                return held(workspace).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    /** What is remembered, without asking anybody. */
    Optional<WorkspaceKeys> held(UUID workspace) {
        return Optional.ofNullable(remembered.getIfPresent(workspace)).map(Remembered::keys);
    }

    /** Asks now, whatever is remembered. */
    WorkspaceKeys ask(UUID workspace) {
        var mine = new CompletableFuture<WorkspaceKeys>();
        CompletableFuture<WorkspaceKeys> before = underWay.putIfAbsent(workspace, mine);
        if (before != null) {
            return awaited(before);
        }
        try {
            WorkspaceKeys keys = asked(workspace);
            mine.complete(keys);
            return keys;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(workspace, mine);
        }
    }

    void forget(UUID workspace) {
        remembered.invalidate(workspace);
        failures.invalidate(workspace);
    }

    private void askBeside(UUID workspace) {
        if (!underWay.containsKey(workspace)) {
            Thread.ofVirtual().name("keys-of-" + workspace).start(() -> {
                try {
                    ask(workspace);
                } catch (KeysUnavailable _) {
                    // Remembered, and told to whoever needs the keys next.
                }
            });
        }
    }

    private WorkspaceKeys asked(UUID workspace) {
        try {
            WorkspaceKeys keys = unwrapping.apply(workspace);
            remembered.put(workspace, new Remembered(keys, ticker.read(), new AtomicLong()));
            failures.invalidate(workspace);
            return keys;
        } catch (KeysUnavailable e) {
            throw noted(workspace, e);
        }
    }

    /** Silence after a refusal is no answer: what was locked stays so. */
    private KeysUnavailable noted(UUID workspace, KeysUnavailable why) {
        if (why.reason() == Reason.UNREACHABLE) {
            Failed before = failures.getIfPresent(workspace);
            KeysUnavailable told = before != null && before.why().reason() == Reason.LOCKED ? before.why() : why;
            failures.put(workspace, new Failed(told, ticker.read()));
            return told;
        }
        forget(workspace);
        if (why.reason() == Reason.LOCKED) {
            failures.put(workspace, new Failed(why, ticker.read()));
        }
        return why;
    }

    private boolean isYounger(long since, Duration than) {
        return ticker.read() - since < than.toNanos();
    }

    private static WorkspaceKeys awaited(CompletableFuture<WorkspaceKeys> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KeysUnavailable same ? again(same) : e;
        }
    }

    /** With the trace of who asks now. */
    private static KeysUnavailable again(KeysUnavailable why) {
        return new KeysUnavailable(why.reason(), String.valueOf(why.getMessage()), why);
    }
}
