package dev.mullion.connectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.mullion.connectors.Puller.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Secrets that are held for a while, each wiped when it goes: when its time is over though nobody asks, when it is
 * dropped, and when another takes its place. Whoever asks gets a copy of their own to wipe, so that nothing is taken
 * from under a request that is being sent.
 */
final class HeldSecrets {

    private final Cache<Link, HeldSecret> held;

    HeldSecrets(Duration longest) {
        this.held = Caffeine.newBuilder()
                .maximumSize(1_000)
                .expireAfterWrite(longest)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run) // who drops one finds it wiped
                .<Link, HeldSecret>removalListener((_, gone, _) -> {
                    if (gone != null) {
                        gone.wipe();
                    }
                })
                .build();
    }

    /** The caller's to wipe. */
    Optional<HeldSecret> copyOf(Link link, Instant now) {
        return Optional.ofNullable(held.getIfPresent(link))
                .filter(known -> known.isGoodAt(now))
                .flatMap(HeldSecret::copy);
    }

    void hold(Link link, HeldSecret secret) {
        held.put(link, secret);
    }

    void drop(Link link) {
        held.invalidate(link);
    }

    /** Those of every account of its connection. */
    void dropAll(Link link) {
        held.asMap()
                .keySet()
                .removeIf(one -> one.workspace().equals(link.workspace())
                        && one.connection().equals(link.connection()));
    }
}
