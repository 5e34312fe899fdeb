package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import dev.mullion.tenancy.TenantSql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The subscriptions of the workspace whose door is open, as they stand and stood. Safe to share between threads. */
@Component
public final class Subscriptions {

    /** The most of one answer. */
    public static final int MOST = 1_000;

    private final SubscriptionReader reader;

    public Subscriptions(TenantSql tenant) {
        this.reader = new SubscriptionReader(tenant);
    }

    /**
     * Those that there were at a moment, by id.
     *
     * @param after where the page before ended; null for the first
     * @param limit at most {@link #MOST}
     */
    public List<SubscriptionVersion> at(Instant at, boolean live, @Nullable SubscriptionId after, int limit) {
        return reader.at(at, live, after, Math.clamp(limit, 1, MOST));
    }

    /** Every version of one, the oldest first, at most {@link #MOST}. */
    public List<SubscriptionVersion> history(SubscriptionId id) {
        return reader.history(id, MOST);
    }

    /** What these customers had before a moment, at most {@link #MOST} versions, the oldest first. */
    public List<SubscriptionVersion> before(Instant at, boolean live, Collection<IdHash> customers) {
        return customers.isEmpty() ? List.of() : reader.before(at, live, customers, MOST);
    }
}
