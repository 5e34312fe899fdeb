package dev.mullion.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One token bucket for each key of each kind. Never waits, never fails; safe to share between threads. At most
 * {@link #MOST_KEYS} buckets a kind are remembered: a bucket is forgotten when it would be full again, or when more
 * keys than that are busy at once.
 */
public final class RateLimits {

    static final int MOST_KEYS = 50_000;

    private final LimitSettings settings;
    private final LongSupplier nanos;
    private final Map<Kind, Cache<String, Bucket>> buckets = new EnumMap<>(Kind.class);

    /**
     * Full buckets for everybody.
     *
     * @param nanos a time that never goes backwards, such as {@code System::nanoTime}
     */
    public RateLimits(LimitSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        for (Kind kind : Kind.values()) {
            buckets.put(
                    kind,
                    Caffeine.newBuilder()
                            .maximumSize(MOST_KEYS)
                            .expireAfterAccess(limit(kind).window())
                            .ticker(nanos::getAsLong)
                            .build());
        }
    }

    /** Who is limited. */
    public enum Kind {
        CREDENTIAL,
        WORKSPACE,
        STRANGER,
        LINK,
        HOOK
    }

    /** What came of asking. */
    public sealed interface Answer {}

    /**
     * Go on.
     *
     * @param full when the bucket will be full again
     */
    public record Taken(long remaining, Duration full) implements Answer {}

    /**
     * Not now.
     *
     * @param retryAfter when the next token is there; always above zero
     */
    public record Refused(Duration retryAfter) implements Answer {}

    /** Takes one token of {@code key}'s bucket, or nothing. */
    public Answer take(Kind kind, String key) {
        ConsumptionProbe probe = bucket(kind, key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? new Taken(probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()))
                : new Refused(Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill())));
    }

    /** Takes one token or raises. */
    public void require(Kind kind, String key) {
        if (take(kind, key) instanceof Refused refused) {
            throw new TooManyRequests(kind, refused.retryAfter());
        }
    }

    public LimitSettings.Limit limit(Kind kind) {
        return switch (kind) {
            case CREDENTIAL -> settings.credential();
            case WORKSPACE -> settings.workspace();
            case STRANGER -> settings.stranger();
            case LINK -> settings.link();
            case HOOK -> settings.hook();
        };
    }

    private Bucket bucket(Kind kind, String key) {
        Cache<String, Bucket> ofKind = buckets.get(kind);
        if (ofKind == null) {
            throw new IllegalStateException("every kind has its buckets from the start, " + kind + " has none");
        }
        return ofKind.get(key, _ -> full(limit(kind)));
    }

    private Bucket full(LimitSettings.Limit limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.burst()).refillGreedy(limit.tokens(), limit.per()))
                .withCustomTimePrecision(new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return nanos.getAsLong();
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return false;
                    }
                })
                .build();
    }
}
