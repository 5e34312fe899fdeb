package dev.mullion.connectors.xero;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.connectors.consent.ConsentId;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for each consent, as long as somebody holds or wants it. None is shared by two consents: one whose vendor is
 * slow must not keep another workspace waiting. Safe to share between threads.
 */
final class ConsentLocks {

    private final Cache<ConsentId, ReentrantLock> wanted =
            Caffeine.newBuilder().weakValues().build();

    /** The same for all who ask while one of them still has it. */
    ReentrantLock of(ConsentId consent) {
        return wanted.get(consent, _ -> new ReentrantLock());
    }
}
